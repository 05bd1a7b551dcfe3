import { describe, expect, test } from 'vitest';
import type { ApiName } from '../../../src/marketplace/apis.ts';
import { type Answer, type Choice, chooseApi } from '../../../src/marketplace/choice.ts';
import { Failure, type FailureKind } from '../../../src/model/failure.ts';

const type = (word: string): Answer => ({ says: 'type', type: word });
const unknown: Answer = { says: 'unknown' };
const refused = (kind: FailureKind = 'permission'): Answer => ({
  says: 'refused',
  failure: new Failure(kind, `No (${kind}).`, {
    hint: 'Ask.',
    technical: `GET: ${kind}`,
    refusesCaller: true,
  }),
});

function choose(ingestion: Answer, center: Answer, publisher = ''): Choice {
  const answers = new Map<ApiName, Answer>([
    ['product-ingestion', ingestion],
    ['partner-center', center],
  ]);
  return chooseApi({ publisher, offer: 'x' }, answers);
}

/** The failure of a choice. */
function failed(...answers: Parameters<typeof choose>): unknown {
  try {
    return choose(...answers);
  } catch (error) {
    return error;
  }
}

describe('the API is chosen by the type', () => {
  test.each<[string, Answer, Answer, ApiName, string]>([
    [
      'both know',
      type('azureVirtualMachine'),
      type('AzureThirdPartyVirtualMachine'),
      'product-ingestion',
      'x is a virtual machine offer: using product-ingestion.',
    ],
    [
      'product ingestion alone knows',
      type('softwareAsAService'),
      unknown,
      'product-ingestion',
      'a SaaS offer',
    ],
    [
      'its own API knows, and the other one refuses',
      refused(),
      type('AzureApplication'),
      'partner-center',
      'x is an Azure application offer: using partner-center.',
    ],
    [
      'the other API knows, too',
      type('dynamics365BusinessCentral'),
      type('AzureDynamics365BusinessCentral'),
      'partner-center',
      'a Dynamics 365 offer',
    ],
    ['one API names no type', type(''), type('AzureApplication'), 'partner-center', 'Azure application'],
  ])('that %s', (_what, ingestion, center, api, reason) => {
    expect(choose(ingestion, center)).toEqual({
      api,
      reason: expect.stringContaining(reason),
      isLast: false,
    });
  });

  test('also where only the Cloud Partner Portal carries it, which needs publisher', () => {
    const managed = [type('managedService'), type('AzureManagedService')] as const;
    expect(choose(...managed, 'contoso')).toEqual({
      api: 'cloud-partner-portal',
      reason: 'contoso/x is a managed service offer: using cloud-partner-portal.',
      isLast: false,
    });
    expect(failed(...managed)).toMatchObject({
      kind: 'input',
      message: 'x is a managed service offer, which needs publisher.',
      hint: expect.stringMatching(/^Set publisher/),
    });
  });
});

describe('nothing is guessed where', () => {
  test.each<[string, Answer, Answer, string]>([
    [
      'the API of the type refuses the caller',
      refused(),
      type('AzureThirdPartyVirtualMachine'),
      'x is a virtual machine offer, which product-ingestion takes live, but product-ingestion refused the look-up: No (permission). [GET: permission]',
    ],
    [
      'the API of the type does not know the offer',
      type('azureApplication'),
      unknown,
      'x is an Azure application offer, which partner-center takes live, but partner-center does not know the offer.',
    ],
    [
      'two APIs disagree',
      type('azureVirtualMachine'),
      type('AzureApplication'),
      'The APIs disagree on the type of x. product-ingestion knows the offer as "azureVirtualMachine". partner-center knows the offer as "AzureApplication".',
    ],
    [
      'no row knows the type',
      type('quantumComputer'),
      unknown,
      'The type of x is not known to this action. product-ingestion knows the offer as "quantumComputer".',
    ],
    [
      'no row knows one of the types',
      type('azureVirtualMachine'),
      type('AzureQuantumComputer'),
      'The type of x is not known to this action. product-ingestion knows the offer as "azureVirtualMachine". partner-center knows the offer as "AzureQuantumComputer".',
    ],
    [
      'no API names the type',
      type(''),
      unknown,
      'The type of x is not known to this action. product-ingestion knows the offer, but not its type.',
    ],
  ])('%s', (_what, ingestion, center, message) => {
    expect(failed(ingestion, center)).toMatchObject({
      kind: 'input',
      message,
      hint: expect.stringMatching(/et api/),
    });
  });
});

describe('where no API that was asked knows the offer', () => {
  test.each<[Answer, Answer, string]>([
    [unknown, unknown, 'product-ingestion does not know the offer. partner-center does not know the offer.'],
    [
      refused(),
      unknown,
      'product-ingestion refused the look-up: No (permission). [GET: permission] partner-center does not',
    ],
    [
      refused(),
      refused('authentication'),
      'partner-center refused the look-up: No (authentication). [GET: authentication]',
    ],
  ])('the Cloud Partner Portal is left (%#)', (ingestion, center, reason) => {
    expect(choose(ingestion, center, 'contoso')).toEqual({
      api: 'cloud-partner-portal',
      reason: expect.stringContaining(reason),
      isLast: true,
    });
  });

  test.each<[Answer, Answer]>([
    [unknown, unknown],
    [refused(), unknown],
    [refused('permission'), refused('authentication')],
  ])('and publisher is not given, it is asked for (%#)', (ingestion, center) => {
    expect(failed(ingestion, center)).toMatchObject({
      kind: 'input',
      message: expect.stringMatching(/ So cloud-partner-portal is left for x, which needs publisher\.$/),
      hint: expect.stringMatching(/^Check offer\. If it is right: Set publisher/),
    });
  });

  test.each<[FailureKind]>([['permission'], ['authentication']])(
    'and publisher is not given, a refusal by all of them keeps its kind and advice: %s',
    (kind) => {
      expect(failed(refused(kind), refused(kind))).toMatchObject({
        kind,
        message: `product-ingestion refused the look-up: No (${kind}). [GET: ${kind}] partner-center refused the look-up: No (${kind}). [GET: ${kind}]`,
        hint: 'Ask.',
        technical: '',
      });
    },
  );
});
