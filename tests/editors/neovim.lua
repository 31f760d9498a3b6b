-- Drives a real Neovim by typed keys and asserts what a writer sees.
-- nvim -l neovim.lua PROJECT OUT: PROJECT is a copy of tests/sample; the server is the `ibid` on PATH.
-- Lines that begin with "ok" tell what the server brought about; none of them may be seen against null_lsp.py.
local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
local neovim = dofile(here .. "/neovim-driver.lua")(arg[1], arg[2])
local ask, line, type_keys, escape, command = neovim.ask, neovim.line, neovim.type_keys, neovim.escape, neovim.command
local until_true, keep_screen = neovim.until_true, neovim.keep_screen

-- Findings as the writer has them: "code text" with the words they stand on, in the order of the draft.
local function findings(first, last)
  return ask([[
    local first, last = ...
    local seen = {}
    for _, d in ipairs(vim.diagnostic.get(0)) do
      if d.lnum >= first and d.lnum <= last then
        local words = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})
        table.insert(seen, d.code .. " " .. table.concat(words, " "))
      end
    end
    table.sort(seen)
    return seen
  ]], first, last)
end

local function on_cursor_line()
  local row = ask("return vim.fn.line('.') - 1")
  return findings(row, row)
end

--- Applies the code action at the cursor whose title has `text`.
local function quick_fix(text)
  command(([[lua vim.lsp.buf.code_action({ filter = function(a) return a.title:find(%q, 1, true) ~= nil end, apply = true })]]):format(text))
end

local function twice(list)
  for i = 2, #list do
    if list[i] == list[i - 1] then return list[i] end
  end
end

--- What the pages for writers tell them to put in.
neovim.step("the pages' Lua can be read", function()
  local blocks = 0
  for _, page in ipairs({ "README.md", "docs/start.md", "editors/neovim/README.md" }) do
    local text = table.concat(vim.fn.readfile(here .. "/../../" .. page), "\n")
    for block in text:gmatch("```lua\n(.-)\n```") do
      assert(load(block), page .. ": " .. block)
      blocks = blocks + 1
    end
  end
  return blocks >= 4
end)

--- The draft as it was: its faults are shown, once each.
until_true("the sample's wrong figure is marked", function()
  return vim.iter(findings(0, 1000)):any(function(f) return f:find("^number%-mismatch 64,100") ~= nil end)
end)
until_true("no finding is shown twice", function()
  local all = findings(0, 1000)
  return #all > 0 and not twice(all)
end)
keep_screen("opened", "The Long Plug")

--- A sentence with a wrong figure.
type_keys("Go\rThe plan will equip 19 berths with shore power by the end of 2029 [@harbour2025]. ")
local was_marked = until_true("a wrong figure is marked when its sentence ends, once", function()
  return vim.deep_equal(on_cursor_line(), { "number-mismatch 19" })
end)
escape()
keep_screen("wrong-figure", "equip 19 berths")

--- Mended by hand, it goes; spoilt again, the quick fix mends it.
type_keys("0f1cw17")
escape()
until_true("the finding goes when the figure is mended", function()
  return was_marked and line():find("equip 17 berths", 1, true) and #on_cursor_line() == 0
end)
type_keys("0f1cw19")
escape()
until_true("the finding comes back with the fault", function()
  return vim.deep_equal(on_cursor_line(), { "number-mismatch 19" })
end)
quick_fix("17")
until_true("a quick fix puts in the source's figure", function()
  return line():find("equip 17 berths", 1, true) and #on_cursor_line() == 0
end)

--- A quotation with another word in it.
type_keys("o\r“A plug without a cost is a monument,” the Court writes [@audit2024, p. 2]. ")
local was_bent = until_true("a bent quotation is marked", function()
  return vim.deep_equal(on_cursor_line(), { "misquote “A plug without a cost is a monument,”" })
end)
escape()
keep_screen("misquote", "A plug without a cost")
command("normal! 0")
quick_fix("Use the source’s words")
until_true("a quick fix puts in the source's words", function()
  return was_bent and line():find("“A plug without a price is a monument,”", 1, true) and #on_cursor_line() == 0
end)

--- Completion by words of the title.
type_keys("o\rSee [@")
local function offers()
  local menu = ask("return vim.fn.complete_info({ 'items', 'pum_visible' })")
  return menu.pum_visible == 1 and #menu.items > 0 and menu.items
end
local all = until_true("completion opens on @", offers)
type_keys("power quay")
until_true("completion by title offers the reference", function()
  local offered = line():find("power quay", 1, true) and offers()
  -- The list that came with the first letters is longer.
  return all and offered and #offered < #all and vim.inspect(offered[1]):find("harbour2025", 1, true)
end)
keep_screen("completion", "harbour2025 ")
type_keys("\25")
until_true("accepting it inserts the key", function() return line():find("^See %[@harbour2025") ~= nil end)
escape()

--- Hover on a citation.
command([[call search('@audit2024, p. ii')]])
type_keys("K")
until_true("hover shows the passage behind a citation", function() return ask([[
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      if table.concat(lines, "\n"):find("612 million", 1, true) then return true end
    end
  end
  return false
]]) end)
keep_screen("hover", "612 million")

--- A citekey is found and renamed everywhere.
escape()
command([[call search('@audit2024')]])
command([[lua vim.lsp.buf.references()]])
until_true("what cites a reference is listed, its entry too", function()
  return ask([[
    local files = {}
    for _, item in ipairs(vim.fn.getqflist()) do files[vim.fs.basename(vim.fn.bufname(item.bufnr))] = true end
    return files["essay.md"] and files["library.bib"] or false
  ]])
end)
command([[cclose | lua vim.lsp.buf.rename("audit2025")]])
until_true("a citekey is renamed in the draft and its bibliography at once", function()
  return ask([[
    local function text(name)
      local buffer = vim.fn.bufnr(name)
      return buffer > 0 and table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") or ""
    end
    local draft = text("essay.md")
    return draft:find("@audit2025, p. ii", 1, true) and not draft:find("@audit2024", 1, true)
      and text("library.bib"):find("{audit2025,", 1, true) and true or false
  ]])
end)

neovim.finish()
