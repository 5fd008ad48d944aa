// The step from an identity that may have tokens made to the accounts they are for: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request
import type { EdgeRule } from '../../model/graph.ts';
import { composeExample, rightsExample, ruleText } from '../example-text.ts';
import { identitiesOf } from '../rights/identities.ts';
import { rightsNode } from '../nodes.ts';
import { accountsNamed } from '../rights/rights-accounts.ts';
import { stepsByRight, stepsTogether } from '../rights/rights-step.ts';

const token = ruleText('', ['serviceaccounts/token'], ['create']);
export const mintToken: EdgeRule = {
  id: 'mint-token',
  title: 'An identity may have tokens of others made',
  why: 'A token can be asked for directly, or comes into a secret that is made for an account and then read. Who holds it has the rights of the account.',
  refs: ['T1528', 'IceKube GENERATE_TOKEN', 'IceKube CREATE_SECRET_WITH_TOKEN', 'rp:token_request'],
  examples: {
    bad: [
      rightsExample({ rules: [token] }),
      rightsExample({ rules: [`${token}, resourceNames: [other]`] }),
      rightsExample({ rules: [ruleText('', ['secrets'], ['create', 'get'])] }),
    ],
    good: [
      rightsExample({ rules: [ruleText('', ['serviceaccounts'], ['create'])] }),
      rightsExample({ rules: [ruleText('', ['secrets'], ['create'])] }),
      composeExample(),
    ],
  },
  *edges(world) {
    const yields = ['SA_TOKENS'];
    const { accounts } = identitiesOf(world);
    yield* stepsByRight(world, { rule: 'mint-token', rights: ['createTokens'] }, ({ place, namespace }, { names }) =>
      names.length === 0
        ? [{ to: rightsNode(place, namespace, 'accounts'), yields }]
        : names.flatMap((name) => accountsNamed(accounts, place, { namespace, name }).map((to) => ({ to, yields }))),
    );
    yield* stepsTogether(
      world,
      { rule: 'mint-token', rights: [['createSecrets'], ['readSecrets']] },
      ({ place }, { namespace }) => [
        { to: rightsNode(place, namespace, 'accounts'), yields, more: ', which gives it a token of any account there' },
      ],
    );
  },
};
