if vim.g.loaded_copydesk then
  return
end
vim.g.loaded_copydesk = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('Copydesk needs Neovim 0.11 or newer.', vim.log.levels.ERROR)
  return
end

vim.filetype.add({ extension = { mdx = 'mdx' } })
if vim.g.copydesk_enable ~= false then
  vim.lsp.enable('copydesk')
end
vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('copydesk', {}),
  callback = function(event)
    if vim.tbl_contains((vim.lsp.config.copydesk or {}).filetypes or {}, event.match) then
      require('copydesk').opened(event.buf)
    end
  end,
})

vim.api.nvim_create_user_command('Copydesk', function(arguments)
  require('copydesk').run(arguments.fargs)
end, {
  nargs = '+',
  desc = 'Actors, sources, the report, the fact-check sheet and the legal read of this draft, the page of a rule, or why something is said here',
  complete = function(lead, line)
    return require('copydesk').complete(lead, line)
  end,
})
