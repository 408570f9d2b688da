import { useLanguage, type Texts } from './language';

/** The words of both HTTP interfaces, as people read them. A word that is not here is shown as it came. */
export const words = {
  // jobs, rounds, updates, tasks, releases
  running: ['running', '运行中'],
  finished: ['finished', '已完成'],
  failed: ['failed', '失败'],
  cancelled: ['cancelled', '已取消'],
  open: ['open', '进行中'],
  closing: ['closing', '收尾中'],
  published: ['published', '已发布'],
  'quorum-missed': ['quorum missed', '未达法定数'],
  accepted: ['accepted', '已接受'],
  refused: ['refused', '已拒绝'],
  absent: ['absent', '缺席'],
  late: ['late', '迟到'],
  asked: ['asked', '已请求'],
  admitted: ['admitted', '已准入'],
  fetching: ['fetching', '获取中'],
  fetched: ['fetched', '已获取'],
  training: ['training', '训练中'],
  evaluating: ['evaluating', '评估中'],
  uploading: ['uploading', '上传中'],
  done: ['done', '已完成'],
  verified: ['verified', '已验证'],
  expired: ['expired', '已过期'],
  withdrawn: ['withdrawn', '已撤回'],
  train: ['training', '训练'],
  evaluate: ['evaluation', '评估'],
  release: ['release', '发布'],
  // channels, splits, units, archive
  research: ['research', '研究'],
  shadow: ['shadow', '影子'],
  trial: ['trial', '试用'],
  clinical: ['clinical', '临床'],
  test: ['test', '测试'],
  validation: ['validation', '验证'],
  subject: ['subject', '患者'],
  image: ['image', '图像'],
  'not-configured': ['not configured', '未配置'],
  waiting: ['waiting', '等待中'],
  sent: ['sent', '已发送'],
  held: ['held', '已扣留'],
  pending: ['pending', '待处理'],
  reception: ['reception', '接收'],
  // outcomes, findings, reviews
  evaluated: ['evaluated', '已评估'],
  'not-evaluated': ['not evaluated', '未评估'],
  positive: ['positive', '阳性'],
  negative: ['negative', '阴性'],
  agree: ['agreed', '已同意'],
  correct: ['corrected', '已更正'],
  pneumonia: ['pneumonia', '肺炎'],
  normal: ['normal', '正常'],
  opacity: ['opacity', '阴影'],
} as const satisfies Texts;

/** A translator for words that a server said. */
export function useWord(): (word: string | null | undefined) => string {
  const { language } = useLanguage();
  return (word) => {
    if (!word) return '';
    const known = (words as Texts)[word];
    return known ? known[language === 'zh' ? 1 : 0] : word;
  };
}
