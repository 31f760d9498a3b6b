-- Drives a real Neovim: what is asked while the writer pauses reaches a real model and comes back. Its words are nonsense,
-- of which ibid may show nothing, so the log of requests is read.
-- nvim -l neovim-model.lua PROJECT OUT, as neovim.lua; the model server is tests/model/serve, at IBID_TEST_ENDPOINT.
local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
-- Words of any length may stand at the cursor: what was typed must not be scrolled away for them.
local neovim = dofile(here .. "/neovim-driver.lua")(arg[1], arg[2], { "vim.o.wrap = true" })
local endpoint = assert(os.getenv("IBID_TEST_ENDPOINT"))
local log = assert(os.getenv("XDG_DATA_HOME")) .. "/ibid/requests.jsonl"

-- An answer of which ibid has had enough is "cancelled"; its words have come all the same.
local function is_answered(line)
  local request = vim.json.decode(line, { luanil = { object = true } })
  return vim.startswith(request.endpoint, endpoint)
    and request.purpose == "ghost-text"
    and (not request.error or request.error == "cancelled")
    and vim.trim(request.answer or "") ~= ""
end

neovim.until_marked()
neovim.type_keys("Go\rThis will not be quick, since the harbour")
neovim.until_true("a pause is a request to a real model, and its answer comes back", function()
  return vim.fn.filereadable(log) == 1 and vim.iter(vim.fn.readfile(log)):any(is_answered)
end)
neovim.keep_screen("model", "since the harbour")
neovim.finish()
