import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** Told apart also by those who do not see red and green apart (Okabe and Ito); on dark, the light ones first. */
const COLOURS = {
  light: ['#0072b2', '#e69f00', '#cc79a7', '#56b4e9', '#d55e00', '#009e73'],
  dark: ['#56b4e9', '#e69f00', '#cc79a7', '#f0e442', '#d55e00', '#009e73'],
};

const isDark = () => window.matchMedia('(prefers-color-scheme: dark)').matches;

/** An ECharts chart that follows its options and its size. */
export function Chart({ options, label }: { options: echarts.EChartsCoreOption; label: string }) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(undefined);
  useEffect(() => {
    if (!element.current) return;
    const made = echarts.init(element.current, isDark() ? 'dark' : undefined);
    chart.current = made;
    // Says to whoever drives the page that the drawing has come to rest.
    made.on('finished', () => element.current?.setAttribute('data-drawn', ''));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ color: COLOURS[isDark() ? 'dark' : 'light'], backgroundColor: 'transparent', aria: { enabled: true }, tooltip: { trigger: 'axis', renderMode: 'richText' }, animationDuration: 300, ...options });
  }, [options]);
  return <div className="chart" ref={element} role="img" aria-label={label} />;
}
