import { withStatementLines } from '../../tools/statement-lines';

test('each statement begins a line, with the call that keeps its name', () => {
  const code =
    '"use strict";var r=(t,e)=>t;function a(){return";function b(){}"}r(a,"first");var b=u(()=>{r(a,"x");f()});\nvar c=`;var d=\n1`;module.exports=c;\n';
  expect(withStatementLines(code).split('\n')).toEqual([
    '"use strict";',
    'var r=(t,e)=>t;',
    'function a(){return";function b(){}"}r(a,"first");',
    'var b=u(()=>{r(a,"x");f()});',
    'var c=`;var d=',
    '1`;',
    'module.exports=c;',
    '',
  ]);
});

test('nothing but the ends of lines changes', () => {
  const code = 'var a=1;if(a){a=`  x\n\n`}function b(){}b();';
  expect(withStatementLines(code).replaceAll(/\n(?=if|function|b\()/g, '')).toBe(code);
  expect(withStatementLines('')).toBe('');
});
