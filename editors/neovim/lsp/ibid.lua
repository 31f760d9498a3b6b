-- ibid for Neovim 0.11 and newer: put this folder's parent on 'runtimepath', then `vim.lsp.enable("ibid")`.

--- What stands before a citation or a file's name that is being typed.
local begun = { "@[^%]@]*$", "bibliography[:({]", "addbibresource", "^csl:" }

--- Asks for offers at each letter of a citation, or of a bibliography's name. Neovim does so by itself while its menu is open, and at the
--- server's trigger characters; a letter typed before the menu is there would be lost.
local function keep_offering(buffer)
  vim.api.nvim_create_autocmd("InsertCharPre", {
    group = vim.api.nvim_create_augroup("ibid.offers." .. buffer, {}),
    buffer = buffer,
    desc = "ibid: offer citations",
    callback = function()
      local column = vim.api.nvim_win_get_cursor(0)[2]
      local before = vim.api.nvim_get_current_line():sub(1, column) .. vim.v.char
      if vim.fn.pumvisible() == 0 and vim.iter(begun):any(function(mark) return before:find(mark) ~= nil end) then
        -- Neovim 0.11 has it under another name.
        vim.schedule(vim.lsp.completion.get or vim.lsp.completion.trigger)
      end
    end,
  })
end

--- What is put in of an offer: all of it. Neovim 0.11 would leave it at the first word.
local function converted(item)
  if vim.fn.has("nvim-0.12") == 1 or item.insertTextFormat == 2 or not item.textEdit then return {} end
  return { word = item.textEdit.newText }
end

--- Offers citations while typing, unless a completion plugin does it already, or the writer said otherwise.
local function offer_while_typing(client, buffer)
  local wanted = require("ibid").options.completion
  if wanted == nil then wanted = not (package.loaded["cmp"] or package.loaded["blink.cmp"]) end
  if wanted and client:supports_method("textDocument/completion", buffer) then
    vim.bo[buffer].completeopt = "menuone,noinsert,popup"
    vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true, convert = converted })
    keep_offering(buffer)
  end
end

--- Asks for the reason before a finding is signed off; that a sentence is checked needs none.
local function sign_off(command, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local asked = command.arguments[1]
  local function send(reason)
    if reason then
      asked.reason = reason
      client:request("workspace/executeCommand", { command = command.command, arguments = { asked } }, nil, context.bufnr)
    end
  end
  if asked.code == "checked" then
    send("")
  else
    vim.ui.input({ prompt = ("Why is this %s no fault? "):format(asked.code) }, send)
  end
end

--- The root of the buffer's project. Of YAML, only what is Quarto's is ibid's business.
local function root_dir(buffer, use)
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
  if vim.bo[buffer].filetype == "yaml" and not name:find("^_quarto%.ya?ml$") and not name:find("^_metadata%.ya?ml$") then return end
  use(vim.fs.root(buffer, { ".ibid.toml", ".git" }))
end

---@type vim.lsp.Config
return {
  cmd = { "ibid", "lsp" },
  filetypes = { "markdown", "quarto", "rmd", "text", "tex", "plaintex", "typst", "org", "bib", "yaml" },
  root_dir = root_dir,
  -- Ghost text, too, where Neovim itself would not say so.
  capabilities = { textDocument = { inlineCompletion = { dynamicRegistration = false } } },
  commands = { ["ibid.signOff"] = sign_off },
  on_init = function(client)
    local pause = require("ibid.pause")
    if pause.is_paused() then pause.tell(client) end
  end,
  on_attach = function(client, buffer)
    offer_while_typing(client, buffer)
    require("ibid.ghost").attach(client, buffer)
  end,
}
