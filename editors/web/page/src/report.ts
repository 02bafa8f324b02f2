// The report of sources in a frame of its own, in which nothing runs. The page's policy forbids styles within a document, so the
// report's are handed to the frame as a sheet.
import { element, part } from './dom';
import { offer } from './files';

const STYLE = /<style>([^]*?)<\/style>/;

export function showReport(html: string, name: string): void {
  const dialog = part<HTMLDialogElement>('report-dialog');
  // Taken out before anything parses it: a parser too would find the policy broken. The report's own policy forbids all but this style.
  const [, style = ''] = STYLE.exec(html) ?? [];
  const frame = element('iframe', { title: `Source report of ${name}`, sandbox: 'allow-same-origin allow-modals' });
  frame.addEventListener('load', () => {
    const inside = frame.contentDocument;
    const view = frame.contentWindow as (Window & typeof globalThis) | null;
    if (!inside || !view) return;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(style);
    inside.adoptedStyleSheets = [sheet];
    frame.dataset.ready = '';
  });
  frame.srcdoc = html.replace(STYLE, '');
  part('report-frame').replaceChildren(frame);
  part('report-save').onclick = () => void offer(html, `${name.replace(/\.\w+$/, '')}-sources.html`, 'text/html');
  part('report-print').onclick = () => frame.contentWindow?.print();
  dialog.addEventListener('close', () => frame.remove(), { once: true });
  dialog.showModal();
}
