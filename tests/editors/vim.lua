-- Drives a real Vim with ALE by typed keys and asserts what a writer sees. nvim -l vim.lua PROJECT OUT, as neovim.lua.
-- It runs in a terminal of the Neovim that drives it, with editors/vim/ibid.vim and nothing else but ALE.
local here = vim.fs.abspath(vim.fs.dirname(debug.getinfo(1, "S").source:sub(2)))
local project, out = arg[1], arg[2]
local essay = project .. "/essay.md"
local vimrc = vim.fn.tempname()
vim.fn.writefile({
  "set nocompatible nowrap noswapfile shortmess+=I laststatus=2",
  "filetype plugin on",
  "let g:ale_completion_enabled = 1",
  "packadd! ale",
  "source " .. here .. "/../../editors/vim/ibid.vim",
}, vimrc)
local editor = dofile(here .. "/terminal.lua")({ "vim", "-u", vimrc, "-i", "NONE", essay }, project, out, "vim")
local step, until_true, type_keys, shows = editor.step, editor.until_true, editor.type_keys, editor.shows

step("Vim opens the draft", function() return shows("The Long Plug") end)
type_keys("/64,100\r")
local was_marked = until_true("the sample's wrong figure is marked, and what the source has", function() return shows("“61,400 tonnes”") end)
editor.keep_screen("marked")

type_keys(":ALECodeAction\r")
until_true("a fix is offered", function() return shows("1) Use the source’s “61,400 tonnes”") end)
editor.keep_screen("fix")
type_keys("1\r")
until_true("it puts in the source's figure, and the finding goes", function()
  return was_marked and shows("61,400 tonnes of carbon") and not shows("64,100")
end)

type_keys("gg/audit2024, p. ii\r:ALEHover\r")
until_true("hover shows the source behind a citation", function() return shows("The Harbour Grid") end)
editor.keep_screen("hover")

type_keys("Go\rSee [@harb")
step("a new line is begun", function() return shows("See [@harb") end)
until_true("completion offers the citekey", function() return shows("harbour2025 v Calder Bay Harbour Authority") end)
editor.keep_screen("completion")
type_keys("\14")
until_true("choosing it inserts the key", function() return shows("See [@harbour2025") end)
type_keys("\25")
editor.escape(function() return not shows("-- INSERT --") and not shows("Omni completion") end)
type_keys(":w!\r")
until_true("all of it is on disk", function()
  return editor.on_disk(essay, "emitted 61,400 tonnes") and editor.on_disk(essay, "See [@harbour2025")
end)
editor.finish()
