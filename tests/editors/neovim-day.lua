-- Drives a real Neovim by typed keys: what a writer does in a day beside writing. The passages behind the sentence follow the cursor, a
-- passage is found and put in, a sentence signed off, the draft checked, its sheet written, checking paused.
-- nvim -l neovim-day.lua PROJECT OUT, as neovim.lua.
local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
local project, out = arg[1], arg[2]
vim.fn.mkdir(project .. "/sources/tides", "p")
-- Enough sources for their reading to be told of.
for day = 1, 300 do
  local text = ("The tide gauge stood at %d centimetres on day %d of the log."):format(day * 37 % 401, day)
  vim.fn.writefile({ text }, ("%s/sources/tides/day-%d.txt"):format(project, day))
end
local neovim = dofile(here .. "/neovim-driver.lua")(project, out, {
  "vim.g.told = {}",
  'vim.api.nvim_create_autocmd("LspProgress", { callback = function(event)',
  "  local told = event.data.params.value",
  '  vim.g.told = vim.list_extend(vim.g.told, { told.kind .. " " .. (told.title or told.message or "") })',
  "end })",
  'local copied = function() return { { "power from the quay cost", "more than power" }, "v" } end',
  'local nothing = function() end',
  'vim.g.clipboard = { name = "own", copy = { ["+"] = nothing, ["*"] = nothing }, paste = { ["+"] = copied, ["*"] = copied } }',
  "vim.o.laststatus = 2",
  [[vim.o.statusline = "%f %= %{v:lua.require'ibid'.status()} "]],
  "vim.ui.open = function(path) vim.g.opened = path end",
})
local ask, command, type_keys, screen = neovim.ask, neovim.command, neovim.type_keys, neovim.screen
local step, until_true, keep_screen = neovim.step, neovim.until_true, neovim.keep_screen

--- The preview window's text, and what stands out in it.
local function passages()
  return unpack(ask([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local buffer = vim.api.nvim_win_get_buf(window)
      if vim.bo[buffer].filetype == "ibid" then
        local marked = {}
        local namespace = vim.api.nvim_create_namespace("ibid.page")
        for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true })) do
          if mark[4].hl_group == "IbidPassage" then
            table.insert(marked, vim.api.nvim_buf_get_text(buffer, mark[2], mark[3], mark[4].end_row, mark[4].end_col, {})[1])
          end
        end
        return { table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n"), table.concat(marked, "\n") }
      end
    end
    return { "", "" }
  ]]))
end

local function has(text, part) return text:find(part, 1, true) ~= nil end

--- Chooses, of what is offered by number under `title`, the line that has `text`. An earlier list, still on the screen, has another title.
local function choose(what, title, text)
  local line = until_true(what, function()
    local below = false
    return vim.iter(screen()):find(function(line)
      below = below or vim.startswith(line, title)
      return below and line:match("^%s*%d+: ") and has(line, text)
    end)
  end)
  type_keys(line and line:match("%d+") .. "\r" or "\r")
end

neovim.until_marked()
until_true("the sources are read with progress", function()
  local told = ask("return vim.g.told")
  return vim.list_contains(told, "begin Reading sources") and vim.iter(told):any(function(line) return vim.startswith(line, "end") end)
end)
until_true("the status line tells of the library", function()
  return vim.iter(screen()):any(function(line) return line:match("ibid %d+ sources%s*$") end)
end)

command("Ibid passages")
command([[call search('64,100')]])
until_true("the passage behind a sentence is shown, and what is wrong", function()
  local text, marked = passages()
  return has(text, "✗ Contradicted") and has(text, "• The source has “61,400 tonnes”") and has(marked, "61,400")
end)
keep_screen("passages", "Contradicted")
command([[call search('612 million')]])
until_true("it follows the cursor", function()
  local text, marked = passages()
  return has(text, "Court of Audit found") and has(marked, "612 million")
end)
command("Ibid passages")

type_keys("Go\rIt is dry.")
neovim.escape()
type_keys(":Ibid quote plug without a price monument\r")
choose("a passage is found by its words", "Insert a quotation", "A plug without a price is a monument")
until_true("and put in as a quotation, with its citation", function()
  return neovim.line() == "It is dry. “A plug without a price is a monument” [@audit2024, p. 2]"
end)
keep_screen("quoted", "It is dry.")

type_keys("oIt costs.")
neovim.escape()
type_keys(":Ibid clipboard\r")
choose("words in the clipboard are found", "Insert a quotation", "power from the quay cost more than power")
until_true("and put in as they are, with their citation", function()
  return neovim.line() == "It costs. “power from the quay cost more than power” [@audit2024, p. 2]"
end)

type_keys("o\rSee [@captains first")
until_true("a source is offered by what it says", function()
  local menu = ask("return vim.fn.complete_info({ 'items', 'pum_visible' })")
  local first = menu.pum_visible == 1 and menu.items[1]
  return has(neovim.line(), "captains first") and first and vim.startswith(first.abbr, "audit2024, p. 2")
end)
keep_screen("content", "The harbour master")
type_keys("\25")
until_true("and cited, with its page", function() return neovim.line() == "See [@audit2024, p. 2]" end)
neovim.escape()

command([[call search('The driest line', 'w')]])
type_keys(":Ibid signoff\r")
choose("a sentence can be signed off", "Code actions", "Sign this sentence off as checked")
until_true("the sign-off is on disk", function()
  local ok, lines = pcall(vim.fn.readfile, project .. "/.ibid/signoffs.toml")
  return ok and has(table.concat(lines, "\n"), "The driest line")
end)

command("Ibid check")
until_true("what was found is listed", function()
  return has(ask([[return vim.inspect(vim.tbl_map(function(item) return item.text end, vim.fn.getloclist(0)))]]), "61,400 tonnes")
end)
keep_screen("check", "not checked")
command("lclose")

local sheet = out .. "/sheet.html"
vim.fn.delete(sheet)
command("Ibid report " .. vim.fn.fnameescape(sheet))
until_true("the evidence sheet is written and opened", function()
  return ask("return vim.g.opened or ''") == sheet and vim.fn.filereadable(sheet) == 1
    and has(table.concat(vim.fn.readfile(sheet), "\n"), "Evidence sheet")
end)

local function findings() return ask("return #vim.diagnostic.get(0)") end
local were_marked = until_true("faults are marked", function() return findings() > 0 end)
command("Ibid pause")
until_true("a pause takes the marks away", function() return were_marked and findings() == 0 end)
command("Ibid pause")
until_true("and they come back", function() return were_marked and findings() > 0 end)

type_keys(":Ibid find power quay\r")
choose("a reference is found by its title", "Find a source", "harbour2025")
until_true("and leads to its entry", function() return has(neovim.line(), "{harbour2025,") end)

command("edit! " .. vim.fn.fnameescape(project .. "/note.tex"))
type_keys("iThe mole is long \\autocite{audit2024}.\rSo is the quay")
neovim.escape()
type_keys(":Ibid cite power quay\r")
choose("a reference is found for a draft in LaTeX", "Cite a source", "harbour2025")
until_true("and cited as that draft cites", function() return has(neovim.line(), "\\autocite{harbour2025}") end)

command("edit! " .. vim.fn.fnameescape(project .. "/_quarto.yml"))
step("Quarto's file is looked after, too", function() return ask("return #vim.lsp.get_clients({ bufnr = 0 })") > 0 end)
type_keys("ibibliography: li")
until_true("and offered the bibliographies that are there", function()
  local menu = ask("return vim.fn.complete_info({ 'items', 'pum_visible' })")
  return menu.pum_visible == 1 and vim.iter(menu.items):any(function(item) return item.word == "library.bib" end)
end)
neovim.escape()

type_keys(":checkhealth ibid\r")
step("its health is told", function()
  local text = table.concat(ask("return vim.api.nvim_buf_get_lines(0, 0, -1, false)"), "\n")
  return has(text, "ibid doctor") and not has(text, "ERROR")
end)
neovim.finish()
