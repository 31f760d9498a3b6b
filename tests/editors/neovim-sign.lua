-- Drives a real Neovim by typed keys: a finding is signed off as no fault, and comes back when its sentence changes.
-- nvim -l neovim-sign.lua PROJECT OUT: as neovim.lua has it.
local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
local project, out = arg[1], arg[2]
local neovim = dofile(here .. "/neovim-driver.lua")(project, out)
local ask, type_keys, command = neovim.ask, neovim.type_keys, neovim.command
local until_true, keep_screen = neovim.until_true, neovim.keep_screen

--- Whether the draft's figure is marked as wrong.
local function is_marked(figure)
  return ask([[
    for _, d in ipairs(vim.diagnostic.get(0)) do
      local words = table.concat(vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {}), " ")
      if d.code == "number-mismatch" and words:find(..., 1, true) then return true end
    end
    return false
  ]], figure)
end

local was_marked = until_true("the sample's wrong figure is marked", function() return is_marked("64,100") end)
command([[call search('64,100')]])
command([[lua vim.lsp.buf.code_action({ filter = function(a) return a.title:find("is no fault") ~= nil end, apply = true })]])
keep_screen("why", "Why is this number-mismatch no fault?")
type_keys("The annex says so.\r")

until_true("what was signed off as no fault is marked no more", function()
  return was_marked and not is_marked("64,100")
end)
until_true("the sign-off is on the disk, with the reason that was typed", function()
  local ok, lines = pcall(vim.fn.readfile, project .. "/.ibid/signoffs.toml")
  return ok and table.concat(lines, "\n"):find('reason = "The annex says so."', 1, true) ~= nil
end)

command([[%s/64,100/64,200/]])
until_true("it is marked again when the sentence changes", function() return is_marked("64,200") end)
command([[call search('64,200', 'cw')]])
keep_screen("lapsed", "emitted 6")

command([[lua vim.lsp.buf.code_action({ filter = function(a) return a.title:find("in this project") ~= nil end, apply = true })]])
until_true("a kind is switched off in the project's settings, which are shown before they are saved", function()
  return was_marked and ask([[
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_get_name(buffer):find(".ibid.toml", 1, true) then
        local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
        return text:find('number-mismatch = "off"', 1, true) ~= nil
      end
    end
    return false
  ]])
end)
command("wall")
until_true("and counts when they are saved", function() return was_marked and not is_marked("64,200") end)

neovim.finish()
