-- How Neovim 0.11 starts the server; `vim.lsp.config('copydesk', {...})` in your own configuration changes any of it.
---@type vim.lsp.Config
return {
  cmd = { vim.g.copydesk_command or 'copydesk', 'lsp' },
  filetypes = { 'markdown', 'mdx', 'markdown.mdx', 'text' },
  -- The nearest configuration counts first, then the repository; a draft in neither is checked on its own.
  root_markers = { 'copydesk.toml', '.git' },
  -- What the menu of actions asks is shown beside the words, and not in a message.
  commands = {
    ['copydesk.why'] = function(command, context)
      require('copydesk').show_why(command.arguments[1], context.bufnr)
    end,
  },
  on_exit = function(code, signal)
    vim.schedule(function()
      require('copydesk').ended(code, signal)
    end)
  end,
}
