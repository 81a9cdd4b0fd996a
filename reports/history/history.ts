/** The files of a history: one matrix of every build, and a page for each scenario. */
import type { HistoryView } from './view.ts';
import { renderHistory, scenarioFile } from '../html/history.ts';
import { historyStyle } from '../html/history-document.ts';
import { STYLE_FILE, renderScenario } from '../html/history-scenario.ts';
import { ordinaryLines } from '../html/transcript.ts';

/** Names, with `/`, and contents, one after another: all at once would be some tens of megabytes. */
export function* historyFiles(
  view: HistoryView,
): Generator<readonly [name: string, content: string]> {
  const ordinary = ordinaryLines(view.results);
  yield ['index.html', renderHistory(view)];
  yield [STYLE_FILE, historyStyle()];
  for (const row of view.rows)
    yield [scenarioFile(row.row.id), renderScenario(row, view, ordinary)];
}
