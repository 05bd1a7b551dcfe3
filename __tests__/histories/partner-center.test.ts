import { testHistories } from './histories.ts';

testHistories('partner-center');
