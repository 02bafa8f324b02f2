-- In a Neovim that starts as a person's does, with the plugin in the folder that its page names: is a draft read?
local function marked()
  return vim.iter(vim.diagnostic.get(0)):any(function(it) return it.code == 'vague-attribution' end)
end
local well = vim.wait(20000, marked, 20)
print(('%s 0 - nvim: a copied plugin reads the first draft that is opened\n'):format(well and 'ok' or 'not ok'))
vim.cmd(well and 'qall!' or 'cquit')
