const KEY = "assay-token";

let token: string | null = null;

/**
 * The secret that `assay serve` put into the address. It is taken out of the address
 * at once and kept for this tab only, so that a reload works and a bookmark leaks nothing.
 */
export function accessToken(): string {
  if (token !== null) return token;
  const address = new URL(location.href);
  const given = address.searchParams.get("token");
  if (given !== null) {
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
    sessionStorage.setItem(KEY, given);
  }
  token = given ?? sessionStorage.getItem(KEY) ?? "";
  return token;
}
