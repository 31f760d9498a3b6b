//! Starts the `ibid` on the PATH as a language server.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Ibid;

impl zed::Extension for Ibid {
    fn new() -> Ibid {
        Ibid
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let missing = "`ibid` is not on your PATH; install it with `cargo install --locked --path server/ibid`";
        let command = worktree.which("ibid").ok_or(missing)?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Ibid);
