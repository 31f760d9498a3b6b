-- `dofile` gives a function: wait(ms, test) calls `test` until it gives something, for `ms` milliseconds at most, and returns that.
-- vim.wait alone counts whole milliseconds between events: where each takes less, as calls to another Neovim do, it never ends.
return function(ms, test)
  local deadline = vim.uv.hrtime() + ms * 1e6
  repeat
    local found = test()
    if found then return found end
    vim.wait(20)
  until vim.uv.hrtime() > deadline
end
