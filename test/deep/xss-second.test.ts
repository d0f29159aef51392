import { walkHalf } from './xss/half.js';

describe('hostile text stays text: the second, the fourth, …', () => { walkHalf(1); });
