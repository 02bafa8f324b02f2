-- How Neovim 0.11 starts the server; `vim.lsp.config('copydesk', {...})` in your own configuration changes any of it.
---@type vim.lsp.Config
return {
  cmd = { vim.g.copydesk_command or 'copydesk', 'lsp' },
  filetypes = { 'markdown', 'mdx', 'markdown.mdx', 'text' },
  -- The nearest configuration counts first, then the repository; a draft in neither is checked on its own.
  root_markers = { 'copydesk.toml', '.git' },
  on_exit = function(code, signal)
    vim.schedule(function()
      require('copydesk').ended(code, signal)
    end)
  end,
}
