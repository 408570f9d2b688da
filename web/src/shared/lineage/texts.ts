import type { Texts } from '../language';

/** Words of the lineage page. */
export const lineage = {
  hint: ['Digest of a manifest or reference of a journal entry', '清单摘要或日志条目引用'],
  trace: ['Trace', '追溯'],
  start: ['Every digest and every result in these pages leads here: it shows what it was made from, each step verified.', '页面中的每个摘要和结果都可追溯到此处：显示其由何而来，逐步验证。'],
  records: ['records', '条记录'],
  graph: ['Records and what they were made from', '记录及其来源'],
  once: ['listed once', '仅列一次'],
  goTo: ['go to it', '转到'],
  openAll: ['Open all', '全部展开'],
  closeAll: ['Close all', '全部收起'],
  verified: ['verified', '已验证'],
  'held-elsewhere': ['held elsewhere', '由他处保存'],
  erased: ['erased', '已删除'],
  payloadErased: ['payload erased', '内容已删除'],
  missing: ['missing', '缺失'],
} as const satisfies Texts;

/** Kinds of records, and the roles in which one stands to the next. */
export const kinds = {
  'legal-basis': ['Legal basis', '法律依据'],
  dataset: ['Data set', '数据集'],
  'dataset-commitment': ['Data-set commitment', '数据集承诺'],
  job: ['Training job', '训练任务'],
  update: ['Update', '更新'],
  round: ['Round', '轮次'],
  package: ['Model package', '模型包'],
  report: ['Validation report', '验证报告'],
  release: ['Release', '发布'],
  signature: ['Signature', '签名'],
  acquisition: ['Acquisition', '采集'],
  deidentification: ['De-identification', '去标识'],
  result: ['Result', '结果'],
  review: ['Review', '复核'],
  access: ['Access', '访问'],
  tombstone: ['Tombstone', '删除记录'],
  'result-notice': ['Notice of a result', '结果通知'],
  'review-notice': ['Notice of a review', '复核通知'],
  audit: ['Audit event', '审计事件'],
  source: ['source', '来源'],
  base: ['base', '基础'],
  previous: ['previous', '上一轮'],
} as const satisfies Texts;

/** What the servers say of a step, for readers of 中文. */
export const remarks: [pattern: RegExp, chinese: string][] = [
  [/signed by ([^ ;]+)/, '由 $1 签名'],
  [/in a signed head of (\d+) entries/, '在含 $1 个条目的签名链首中'],
  [/its payload's time of retention is over/, '内容保存期已过'],
  [/; its payload is held by the hub/, '；内容由中心保存'],
  [/held by its owner/, '由所有者保存'],
  [/held by the hub/, '由中心保存'],
  [/held by (\S+)/, '由 $1 保存'],
];
