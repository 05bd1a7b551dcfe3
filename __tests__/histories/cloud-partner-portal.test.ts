import { testHistories } from './histories.ts';

testHistories('cloud-partner-portal');
