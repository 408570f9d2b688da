import type { Texts } from './language';

/** Words that both consoles use. */
export const shared = {
  login: ['Log in', '登录'],
  logout: ['Log out', '退出'],
  username: ['Account', '账号'],
  password: ['Password', '密码'],
  loading: ['Loading …', '加载中…'],
  nothing: ['Nothing here yet.', '暂无内容。'],
  unreachable: ['The server does not answer.', '服务器没有响应。'],
  stale: ['Shown is what was known before.', '以下为此前的数据。'],
  wrongPassword: ['Account or password is wrong.', '账号或密码错误。'],
  copy: ['Copy', '复制'],
  few: ['few', '极少'],
  copied: ['Copied', '已复制'],
  failed: ['This could not be loaded:', '无法加载：'],
  language: ['中文', 'English'],
  verified: ['verified', '已验证'],
  'held-elsewhere': ['held elsewhere', '由他处保存'],
  erased: ['erased', '已删除'],
  missing: ['missing', '缺失'],
  lineage: ['Lineage', '溯源'],
  trace: ['Trace', '追溯'],
  role: ['Role', '关系'],
  notForCare: ['Decision support only. The doctor decides.', '仅供辅助参考，由医生作出诊断。'],
} as const satisfies Texts;
