-- ibid for Neovim 0.12: put this folder's parent on 'runtimepath', then `vim.lsp.enable("ibid")`.

--- Asks for offers at each letter of a citation. Neovim does so by itself while its menu is open, and at the
--- server's trigger characters; a letter typed before the menu is there would be lost.
local function keep_offering(buffer)
  vim.api.nvim_create_autocmd("InsertCharPre", {
    group = vim.api.nvim_create_augroup("ibid.offers." .. buffer, {}),
    buffer = buffer,
    desc = "ibid: offer citations",
    callback = function()
      local column = vim.api.nvim_win_get_cursor(0)[2]
      local before = vim.api.nvim_get_current_line():sub(1, column) .. vim.v.char
      if vim.fn.pumvisible() == 0 and before:find("@[^%]@]*$") then
        vim.schedule(vim.lsp.completion.get)
      end
    end,
  })
end

--- Offers citations while typing, unless a completion plugin does it already.
local function offer_while_typing(client, buffer)
  local plugin = package.loaded["cmp"] or package.loaded["blink.cmp"]
  if not plugin and client:supports_method("textDocument/completion", buffer) then
    vim.bo[buffer].completeopt = "menuone,noinsert,popup"
    vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true })
    keep_offering(buffer)
  end
end

--- Takes ghost text away when the writer types on, and the request for it back. Neovim itself would keep it, cut at
--- its beginning by what is typed, and would take it in where it once stood.
local function make_way_for_typing(buffer)
  vim.api.nvim_create_autocmd("InsertCharPre", {
    group = vim.api.nvim_create_augroup("ibid.ghost." .. buffer, {}),
    buffer = buffer,
    desc = "ibid: take ghost text away",
    callback = function()
      -- What Neovim does when insert mode ends; it has no function for it. The group is gone where it is turned off.
      local shown_by = "nvim.lsp.inline_completion:" .. buffer
      pcall(vim.api.nvim_exec_autocmds, "InsertLeave", { group = shown_by, buffer = buffer })
    end,
  })
end

--- Shows a model's words while the writer pauses, where the server offers them. The key that takes them is the writer's.
local function show_ghost_text(client, buffer)
  if client:supports_method("textDocument/inlineCompletion", buffer) then
    -- For the buffer, not the client: so `enable(false, { bufnr = 0 })` turns it off again.
    vim.lsp.inline_completion.enable(true, { bufnr = buffer })
    make_way_for_typing(buffer)
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

---@type vim.lsp.Config
return {
  cmd = { "ibid", "lsp" },
  filetypes = { "markdown", "quarto", "rmd", "text", "tex", "typst", "org", "bib" },
  root_markers = { ".ibid.toml", ".git" },
  commands = { ["ibid.signOff"] = sign_off },
  on_attach = function(client, buffer)
    offer_while_typing(client, buffer)
    show_ghost_text(client, buffer)
  end,
}
