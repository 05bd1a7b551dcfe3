import { testHistories } from './histories.ts';

testHistories('product-ingestion');
