-- In a Neovim that starts as a person's does, with the plugin where its page says: is a draft read? INSTALLED says how the
-- plugin came there.
local function marked()
  return vim.iter(vim.diagnostic.get(0)):any(function(it) return it.code == 'vague-attribution' end)
end
local well = vim.wait(20000, marked, 20)
print(('%s 0 - nvim: the first draft that is opened is read by a plugin that is %s\n'):format(well and 'ok' or 'not ok', vim.env.INSTALLED))
vim.cmd(well and 'qall!' or 'cquit')
