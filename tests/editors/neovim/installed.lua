-- In a Neovim that starts as a person's does, with the plugin where its page says: is a draft read? INSTALLED says how the
-- plugin came there.
local function marked()
  return vim.iter(vim.diagnostic.get(0)):any(function(it) return it.code == 'vague-attribution' end)
end
local well = vim.wait(20000, marked, 20)
print(('%s 0 - nvim: the first draft that is opened is read by a plugin that is %s\n'):format(well and 'ok' or 'not ok', vim.env.INSTALLED))
-- A manager lists the help pages itself; by hand it is a line of the installation.
if vim.env.INSTALLED == 'copied' then
  local opened, problem = pcall(vim.cmd.help, 'copydesk')
  local page = vim.api.nvim_buf_get_name(0)
  local own = opened and vim.startswith(page, vim.fn.stdpath('data')) and vim.fs.basename(page) == 'copydesk.txt'
  print(('%s 0 - nvim: `:help copydesk` opens the page of a plugin that is copied\n'):format(own and 'ok' or 'not ok'))
  if not own then
    print('# ' .. (opened and page or problem) .. '\n')
  end
  well = well and own
end
vim.cmd(well and 'qall!' or 'cquit')
