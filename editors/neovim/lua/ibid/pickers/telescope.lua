-- Picks with telescope: found anew at each letter, the passage beside the list. <C-t> cites, <C-q> quotes.
---@param picking ibid.Picking
return function(picking)
  local actions = require("telescope.actions")
  local state = require("telescope.actions.state")
  local values = require("telescope.config").values
  local page = require("ibid.page")

  -- Telescope asks for results at once; they come later, and are shown when the same words are asked for again.
  local found, words = {}, nil
  local picker
  local function results(query)
    if query ~= words then
      words, found = query, {}
      picking.find(query, function(items)
        if query == words and picker then
          found = items
          picker:refresh(nil, { reset_prompt = false })
        end
      end)
    end
    return found
  end

  local function does(name)
    return function(prompt)
      local entry = state.get_selected_entry()
      actions.close(prompt)
      if entry then picking.does[name](entry.value) end
    end
  end

  picker = require("telescope.pickers").new({}, {
    prompt_title = picking.title,
    default_text = picking.query,
    finder = require("telescope.finders").new_dynamic({
      fn = results,
      entry_maker = function(item) return { value = item, display = item.text, ordinal = item.text } end,
    }),
    sorter = require("telescope.sorters").empty(),
    previewer = require("telescope.previewers").new_buffer_previewer({
      title = "Passage",
      define_preview = function(self, entry)
        if entry.value.page then page.show(entry.value.page, self.state.bufnr) end
        vim.wo[self.state.winid].wrap, vim.wo[self.state.winid].linebreak = true, true
      end,
    }),
    attach_mappings = function(_, map)
      actions.select_default:replace(does(picking.choose))
      map({ "i", "n" }, "<C-t>", does("cite"))
      map({ "i", "n" }, "<C-q>", does("quote"))
      return true
    end,
  }, values)
  picker:find()
end
