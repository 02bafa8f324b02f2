-- `:checkhealth copydesk`
local M = {}

function M.check()
  local health = vim.health
  health.start('Copydesk')
  if vim.fn.has('nvim-0.11') == 0 then
    health.error('Neovim is too old.', 'Install Neovim 0.11 or newer.')
    return
  end
  health.ok('Neovim is new enough.')
  local program = require('copydesk').program()
  if vim.fn.executable(program) == 0 then
    health.error(('The program `%s` was not found.'):format(program), {
      'Install Copydesk and see that `copydesk --version` works in a terminal.',
      'Or set `vim.g.copydesk_command` to the full path of the program, before plugins are loaded.',
    })
    return
  end
  local done = vim.system({ program, '--version' }, { text = true }):wait(5000)
  if done.code ~= 0 then
    health.error(('`%s --version` failed: %s'):format(program, vim.trim(done.stderr)), 'Install Copydesk again.')
    return
  end
  health.ok(('%s (%s)'):format(vim.trim(done.stdout), vim.fn.exepath(program)))
  if not vim.lsp.is_enabled('copydesk') then
    health.warn('The language server is not enabled.', "Call vim.lsp.enable('copydesk').")
  end
  local clients = vim.lsp.get_clients({ name = 'copydesk' })
  if #clients == 0 then
    health.info('The server does not run. It starts with the first markdown or text file that you open.')
  end
  for _, client in ipairs(clients) do
    local drafts = #vim.tbl_keys(client.attached_buffers)
    health.ok(('The server runs for %d open draft%s.'):format(drafts, drafts == 1 and '' or 's'))
  end
end

return M
