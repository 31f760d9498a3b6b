-- Drives a real Neovim: a saved draft is judged, the words that decide are shown, and the judge's mending is a fix.
-- nvim -l neovim-judge.lua PROJECT OUT, as neovim.lua; the model server is tests/model/scripted.py.
local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
local neovim = dofile(here .. "/neovim-driver.lua")(arg[1], arg[2])
local wrong = "Ms Corvell said that somebody was dismissed [@corvell2025]."
local right = "Ms Corvell said that nobody was dismissed [@corvell2025]."

local function on_cursor_line(code)
  return neovim.ask([[
    local code = ...
    for _, d in ipairs(vim.diagnostic.get(0, { lnum = vim.fn.line('.') - 1 })) do
      if d.code == code then return d.message end
    end
    return ""
  ]], code)
end

neovim.until_marked()
neovim.type_keys("Go\r" .. wrong)
neovim.escape()
neovim.step("the sentence stands", function() return neovim.line() == wrong end)
neovim.command("write")
local judged = neovim.until_true("a saved draft is judged, and the words that decide are shown", function()
  return on_cursor_line("contradicted"):find("“Nobody was dismissed, and nobody will be", 1, true) ~= nil
end)
neovim.keep_screen("judge", "somebody was dismissed")
neovim.ask([[
  vim.lsp.buf.code_action({
    filter = function(action) return action.title:find("as the judge proposes", 1, true) ~= nil end,
    apply = true,
  })
]])
neovim.until_true("its mending is a fix", function() return judged and neovim.line() == right end)
neovim.until_true("and the finding goes", function()
  return judged and neovim.line() == right and on_cursor_line("contradicted") == ""
end)
neovim.finish()
