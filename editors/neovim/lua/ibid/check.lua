-- The draft at hand as a whole: checked now, its verdicts listed; its evidence sheet; the log of requests to a model.
local server = require("ibid.server")

local M = {}

local kinds = { contradicted = "E", unsupported = "W", unknown = "I" }

---@param account ibid.Account
---@param buffer integer
---@param client vim.lsp.Client
local function list(account, buffer, client)
  local items, counts = {}, { contradicted = 0, unsupported = 0, supported = 0, unknown = 0 }
  local function add(found, kind, text)
    local line = vim.api.nvim_buf_get_lines(buffer, found.range.start.line, found.range.start.line + 1, false)[1] or ""
    local column = vim.str_byteindex(line, client.offset_encoding, found.range.start.character, false)
    table.insert(items, { bufnr = buffer, lnum = found.range.start.line + 1, col = column + 1, type = kind, text = text })
  end
  for _, claim in ipairs(account.claims) do
    counts[claim.verdict] = counts[claim.verdict] + 1
    for _, finding in ipairs(claim.findings) do
      add(finding, kinds[claim.verdict] or "I", ("%s: %s"):format(finding.code, finding.message))
    end
    if #claim.findings == 0 and (claim.verdict == "contradicted" or claim.verdict == "unsupported") then
      add(claim, kinds[claim.verdict], ("%s: %s"):format(claim.verdict, claim.judged or claim.sentence))
    end
  end
  for _, finding in ipairs(account.others) do add(finding, "I", ("%s: %s"):format(finding.code, finding.message)) end
  local title = ("ibid: %d claims, %d contradicted, %d unsupported, %d supported, %d not checked"):format(
    #account.claims, counts.contradicted, counts.unsupported, counts.supported, counts.unknown)
  vim.fn.setloclist(0, {}, " ", { title = title, items = items })
  -- The list has it as its title.
  if #items == 0 then return vim.notify(title) end
  vim.cmd("lopen | wincmd p")
end

--- Checks the draft now, with the judge where there is one, and lists what was found in the location list.
function M.check()
  local buffer, client = vim.api.nvim_get_current_buf(), server.of()
  if not client then return end
  if require("ibid.pause").is_paused() then require("ibid.pause").toggle() end
  local function verdicts()
    server.ask(client, "ibid/verdicts", server.document(buffer), buffer, function(account)
      if account then return list(account, buffer, client) end
      vim.notify("ibid: there is no library in reach of this draft", vim.log.levels.WARN)
    end)
  end
  server.ask(client, "ibid/status", server.document(buffer), buffer, function(status)
    if not status or not status.judge then return verdicts() end
    local params = { command = "ibid.judge", arguments = { vim.uri_from_bufnr(buffer) } }
    server.ask(client, "workspace/executeCommand", params, buffer, verdicts)
  end)
end

--- Offers what can be signed of the sentence at the cursor, or taken back.
function M.signoff()
  if not server.of() then return end
  vim.lsp.buf.code_action({
    filter = function(action)
      local command = type(action.command) == "table" and action.command.command or action.command
      return command == "ibid.signOff" or command == "ibid.takeBack"
    end,
  })
end

--- Writes the evidence sheet of the draft, and opens it.
---@param file? string the page to write; without it, one in Neovim's cache
function M.report(file)
  vim.cmd.update()
  local draft = vim.api.nvim_buf_get_name(0)
  local folder = vim.fs.joinpath(vim.fn.stdpath("cache") --[[@as string]], "ibid")
  vim.fn.mkdir(folder, "p")
  local sheet = file and vim.fn.fnamemodify(file, ":p")
    or vim.fs.joinpath(folder, vim.fn.fnamemodify(draft, ":t:r") .. ".evidence.html")
  local command = { server.program(), "report", draft, "-o", sheet }
  vim.system(command, { text = true, cwd = vim.fs.dirname(draft) }, vim.schedule_wrap(function(done)
    if done.code ~= 0 then
      return vim.notify("ibid: the sheet could not be written: " .. vim.trim(done.stderr or ""), vim.log.levels.ERROR)
    end
    vim.notify("ibid: " .. sheet)
    vim.ui.open(sheet)
  end))
end

--- Shows what was asked of the model, and what it said.
function M.log()
  vim.system({ server.program(), "log" }, { text = true }, vim.schedule_wrap(function(done)
    local text = done.stdout ~= "" and done.stdout or done.stderr or ""
    vim.cmd.new()
    local lines = vim.split(vim.trim(text), "\n", { plain = true })
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.modifiable = "nofile", "wipe", false
    vim.api.nvim_buf_set_name(0, "ibid://log/" .. vim.api.nvim_get_current_buf())
  end))
end

return M
