import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../ops/program';

const README = join(__dirname, '..', '..', 'ops', 'README.md');
const [START, END] = ['<!-- commands: generated -->', '<!-- /commands -->'];
const COLUMNS = 100;

/** ops/README.md, with the help of every command as the command prints it. */
export function operations(readme = readFileSync(README, 'utf8')): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`ops/README.md must have the lines '${START}' and '${END}', got none; add them`);
  return `${readme.slice(0, start + START.length)}\n\n${reference()}\n${readme.slice(end)}`;
}

function reference(): string {
  const root = program(
    () => {
      throw new Error('nothing runs');
    },
    () => undefined,
  );
  const sections = root.commands.map((command) => {
    let help = '';
    command.configureHelp({ helpWidth: COLUMNS });
    command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => COLUMNS, getOutHasColors: () => false });
    command.outputHelp();
    return `### ${command.name()}\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`;
  });
  return sections.join('\n');
}
