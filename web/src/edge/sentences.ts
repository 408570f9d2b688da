import { useCallback } from 'react';
import { useLanguage } from '../shared/language';

/** The edge's reasons in 中文. One that is not here is shown as it came: a reason is never left out. */
const SENTENCES: [pattern: RegExp, chinese: string][] = [
  [/^no release was sent to this hospital yet$/, '尚无发布下发到本院'],
  [/^no release is running at this hospital$/, '本院没有正在运行的发布'],
  [/^another release took over before this one had answered$/, '在此发布作答之前已由另一发布接替'],
  [/^the release states no threshold$/, '该发布未给出阈值'],
  [/^the images of the study state different patients$/, '该检查的图像所标患者不一致'],
  [/^the study has more than (\d+) images$/, '该检查的图像超过 $1 幅'],
  [/^the study has no image of a kind that the release reads$/, '该检查没有该发布可读取的图像类型'],
  [/^the study has no image that can be evaluated$/, '该检查没有可评估的图像'],
  [/^the image is too large for this server's memory$/, '图像过大，超出本服务器内存'],
  [/^a release runs in shadow; its answers are not shown$/, '发布在影子模式下运行，其结果不显示'],
  [/^no reason was stated$/, '未说明原因'],
  [/^frame (\d+) has what looks like a line of text at column (\d+), row (\d+) \((\d+) × (\d+) pixels\)$/, '第 $1 帧第 $2 列、第 $3 行处疑似有一行文字（$4 × $5 像素）'],
  [/^PixelData is shorter than its frames$/, 'PixelData 短于其帧数所需'],
  [/^an image without PixelData$/, '图像缺少 PixelData'],
];

export function inChinese(sentence: string): string {
  const known = SENTENCES.find(([pattern]) => pattern.test(sentence));
  return known ? sentence.replace(known[0], known[1]) : sentence;
}

/** A translator for the sentences that this hospital's server says. */
export function useSentence(): (sentence: string | null | undefined) => string {
  const { language } = useLanguage();
  return useCallback((sentence) => (language === 'zh' ? inChinese(sentence ?? '') : (sentence ?? '')), [language]);
}
