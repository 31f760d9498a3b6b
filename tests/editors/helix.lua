-- Drives a real Helix by typed keys and asserts what a writer sees. nvim -l helix.lua PROJECT OUT, as neovim.lua.
-- Helix is the one beside the Neovim that drives it, with the languages.toml of editors/helix and nothing else.
local here = vim.fs.abspath(vim.fs.dirname(debug.getinfo(1, "S").source:sub(2)))
local project, out = arg[1], arg[2]
local settings = os.getenv("XDG_CONFIG_HOME") .. "/helix"
vim.fn.mkdir(settings, "p")
vim.fn.writefile(vim.fn.readfile(here .. "/../../editors/helix/languages.toml"), settings .. "/languages.toml")
local essay = project .. "/essay.md"
local helix = dofile(here .. "/terminal.lua")({ os.getenv("IBID_TESTS") .. "/bin/hx", essay }, project, out, "helix")
local step, until_true, type_keys, shows = helix.step, helix.until_true, helix.type_keys, helix.shows
local function in_normal_mode() return shows("NOR") and not shows("INS") end

step("Helix opens the draft", function() return shows("The Long Plug") and in_normal_mode() end)
type_keys("/64,100\r")
local was_marked = until_true("the sample's wrong figure is marked, and what the source has", function() return shows("“61,400 tonnes”") end)
helix.keep_screen("marked")

type_keys(" a")
until_true("a fix is offered", function() return shows("Use the source’s “61,400 tonnes”") end)
helix.keep_screen("fix")
type_keys("\r")
until_true("it puts in the source's figure, and the finding goes", function()
  return was_marked and shows("61,400 tonnes of carbon") and not shows("“61,400 tonnes”")
end)

type_keys("gg/audit2024, p. ii\r k")
until_true("hover shows the source behind a citation", function() return shows("The Harbour Grid") end)
helix.keep_screen("hover")
helix.escape(function() return not shows("The Harbour Grid") end)

type_keys("geo")
step("a new line is begun", function() return shows("INS") end)
type_keys("See [@power quay")
until_true("completion by title offers the reference", function() return shows("harbour2025 reference") end)
helix.keep_screen("completion")
type_keys("\t\r")
until_true("accepting it inserts the key", function() return shows("See [@harbour2025") end)
helix.escape(in_normal_mode)
type_keys(":w!\r")
until_true("all of it is on disk", function()
  return helix.on_disk(essay, "emitted 61,400 tonnes") and helix.on_disk(essay, "See [@harbour2025")
end)
helix.finish()
