import { expect } from '@open-wc/testing';
import { FIELDS, HOSTILE, firstDifference, openFrame } from '../core/model/polluted-days.js';

it('goal 6: a polluted prototype changes nothing, whichever field is planted with whichever value', async function () {
  this.timeout(600_000);
  const { day, close } = await openFrame();
  const clean = await day([], undefined);
  for (const field of FIELDS) {
    for (const hostile of HOSTILE) expect(firstDifference(await day([field], hostile), clean), `${field} = ${JSON.stringify(hostile)}`).to.equal('none');
  }
  console.log(`polluted prototype: ${FIELDS.length} fields, each with ${HOSTILE.length} values, 0 differences`);
  close();
});
