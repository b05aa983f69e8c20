import { mount } from "svelte";
import App from "./App.svelte";
import { accessToken } from "./backend/token";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";

const target = document.getElementById("app");
if (target === null) throw new Error("The page has no place for the window.");
// Takes the token out of the address before anything reads the address.
accessToken();
mount(App, { target });
