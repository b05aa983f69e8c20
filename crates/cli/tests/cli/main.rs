//! The command as a person or a script meets it: arguments in; output, files and exit codes out.

mod serve;
mod util;
