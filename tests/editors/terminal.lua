-- A program on a screen, driven by typed keys: what the tests of editors in a terminal have in common.
-- `dofile` gives a function: start(command, folder, out, name) runs COMMAND in FOLDER; screens are kept in OUT under NAME.
-- It runs in a terminal buffer of the Neovim that drives it.
local wait = dofile(vim.fs.dirname(debug.getinfo(1, "S").source:sub(2)) .. "/wait.lua")
local patience = tonumber(os.getenv("IBID_TESTS_PATIENCE") or "20") * 1000

return function(command, folder, out, name)
  local driver = {}
  local failed = false
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.o.columns, vim.o.lines = 140, 40
  vim.api.nvim_win_set_buf(0, buffer)
  local size = { term = true, width = 138, height = 36 }
  local options = vim.tbl_extend("error", size, { cwd = folder, env = { TERM = "xterm-256color" } })
  local terminal = vim.fn.jobstart(command, options)

  --- What stands on the screen.
  function driver.screen() return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") end

  local function wait_for(word, what, test)
    local came = wait(patience, test) and true or false
    io.stdout:write(("%-4s %s\n"):format(came and word or "FAIL", what))
    io.stdout:flush()
    failed = failed or not came
    return came
  end

  --- What must come true of itself, whatever the server says.
  function driver.step(what, test) return wait_for("--", what, test) end
  --- What the server must bring about: none of these may hold against a server that answers null.
  function driver.until_true(what, test) return wait_for("ok", what, test) end

  --- Whether `text` stands on the screen, wherever its lines are broken.
  function driver.shows(text) return driver.screen():gsub("%s+", " "):find(text, 1, true) ~= nil end

  function driver.type_keys(keys) vim.api.nvim_chan_send(terminal, keys) end

  --- Leaves what is open; `left` tells from the screen that it is left. A key right behind Escape would be read as Alt and that key.
  function driver.escape(left)
    driver.type_keys("\27")
    driver.step("Escape is heard", left)
  end

  function driver.keep_screen(what)
    vim.fn.writefile(vim.split(driver.screen(), "\n"), ("%s/%s-%s.txt"):format(out, name, what))
  end

  --- Whether the file at `path` has `text`.
  function driver.on_disk(path, text)
    local ok, lines = pcall(vim.fn.readfile, path)
    return ok and table.concat(lines, "\n"):find(text, 1, true) ~= nil
  end

  --- Ends the session and this program; the exit code says whether all came true.
  function driver.finish()
    if failed then driver.keep_screen("failed") end
    vim.fn.jobstop(terminal)
    os.exit(failed and 1 or 0)
  end

  return driver
end
