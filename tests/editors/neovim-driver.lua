-- A real Neovim, driven by typed keys, whose screen is read: what the tests of it have in common.
-- `dofile` gives a function: drive(project, out, init) starts Neovim on the essay of PROJECT (a copy of tests/sample) with
-- the lines of INIT after what the README says; screens are kept in OUT. The server is the `ibid` on PATH.
-- It runs in a terminal buffer of the Neovim that drives it.
local here = vim.fs.abspath(vim.fs.dirname(debug.getinfo(1, "S").source:sub(2)))
local runtime = vim.fs.normalize(here .. "/../../editors/neovim")
local wait = dofile(here .. "/wait.lua")
local patience = tonumber(os.getenv("IBID_TESTS_PATIENCE") or "20") * 1000

local function report(word, what)
  io.stdout:write(("%-4s %s\n"):format(word, what))
  io.stdout:flush()
end

return function(project, out, init)
  local driver = { essay = project .. "/essay.md" }
  local failed = false

  -- The writer's Neovim: what the README says, and nothing else.
  local settings = vim.fn.tempname() .. ".lua"
  vim.fn.writefile(vim.list_extend({
    ("vim.opt.runtimepath:append(%q)"):format(runtime),
    'vim.lsp.enable("ibid")',
    "vim.o.swapfile = false",
    "vim.o.wrap = false",
  }, init or {}), settings)

  local socket = vim.fn.tempname()
  local screen = vim.api.nvim_create_buf(false, true)
  vim.o.columns, vim.o.lines = 140, 40
  vim.api.nvim_win_set_buf(0, screen)
  local terminal = vim.fn.jobstart(
    { vim.v.progpath, "--clean", "-u", settings, "--listen", socket, driver.essay },
    { term = true, width = 138, height = 36, cwd = project, env = { TERM = "xterm-256color" } }
  )

  --- The lines on the screen.
  function driver.screen() return vim.api.nvim_buf_get_lines(screen, 0, -1, false) end

  local function wait_for(word, what, test)
    local found = wait(patience, test)
    if found then
      report(word, what)
      return found
    end
    report("FAIL", what .. "; on the screen:\n" .. vim.trim(table.concat(driver.screen(), "\n")))
    failed = true
  end

  --- What must come true of itself, whatever the server says.
  function driver.step(what, test) return wait_for("--", what, test) end
  --- What the server must bring about: none of these may hold against a server that answers null.
  function driver.until_true(what, test) return wait_for("ok", what, test) end

  --- Keeps the screen once `text` stands on it.
  function driver.keep_screen(name, text)
    local lines
    driver.step("the screen shows " .. text, function()
      lines = driver.screen()
      return table.concat(lines, "\n"):find(text, 1, true) ~= nil
    end)
    vim.fn.writefile(lines, ("%s/neovim-%s.txt"):format(out, name))
  end

  local writer
  driver.step("Neovim starts", function()
    local ok, channel = pcall(vim.fn.sockconnect, "pipe", socket, { rpc = true })
    writer = ok and channel > 0 and channel or nil
    return writer
  end)

  local function mode() return vim.rpcrequest(writer, "nvim_get_mode") end

  --- Ends this program; the exit code says whether all came true.
  local function leave()
    vim.fn.jobstop(terminal)
    os.exit(failed and 1 or 0)
  end

  --- Calls Neovim's API. While Neovim waits for a key it answers no call but for its mode, and the test would wait for ever.
  local function call(method, ...)
    if not wait(patience, function() return not mode().blocking end) then
      driver.step("Neovim waits for no key", function() return false end)
      leave()
    end
    return vim.rpcrequest(writer, method, ...)
  end

  function driver.ask(code, ...) return call("nvim_exec_lua", code, { ... }) end
  function driver.line() return call("nvim_get_current_line") end
  function driver.type_keys(keys) vim.api.nvim_chan_send(terminal, keys) end
  function driver.command(text) call("nvim_command", text) end
  function driver.escape()
    driver.type_keys("\27")
    -- A key right behind Escape would be read as Alt and that key.
    wait(patience, function() return mode().mode == "n" end)
  end

  --- A server that has marked a fault of the sample is up, and knows its settings.
  function driver.until_marked()
    return driver.until_true("the sample's faults are marked", function()
      return driver.ask("return #vim.diagnostic.get(0) > 0")
    end)
  end

  --- Ends the session and this program.
  function driver.finish()
    if not mode().blocking then pcall(vim.rpcrequest, writer, "nvim_command", "qall!") end
    vim.fn.jobwait({ terminal }, 5000)
    leave()
  end

  return driver
end
