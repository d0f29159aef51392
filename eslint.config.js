import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** What would let a value become markup or code, or leave through a side door (security.md, goal 10). */
const BANNED = {
  'Identifier[name=/^(unsafeHTML|unsafeSVG|unsafeMathML|unsafeStatic|styleMap)$/]': 'Markup and styles come from templates and style sheets only.',
  'MemberExpression > Identifier.property[name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe)$/]': 'Text becomes markup only in a lit template.',
  'MemberExpression[computed=true] > Literal.property[value=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|srcdoc)$/]': 'Text becomes markup only in a lit template.',
  'MemberExpression > Identifier.property[name=/^(srcdoc|createContextualFragment|parseFromString)$/]': 'Text becomes markup only in a lit template.',
  'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/[\\s.]((inner|outer)HTML|srcdoc|on[a-z]+)\\s*=\\s*["\']?$/]': 'Text becomes markup or code only where lit sees it: no .innerHTML=, srcdoc= or on…= in a template.',
  'CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^(style|on.*|srcdoc)$/]': 'A host\'s content security policy blocks inline styles and handlers.',
  'MemberExpression[object.name=/^(window|globalThis|self)$/][property.name=/^(eval|Function)$/]': 'Text is never code.',
  'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]': 'The page is not written to.',
  'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/]': 'A host\'s content security policy blocks inline styles: use a class or a part.',
  'MemberExpression[object.name="Math"][property.name="random"], MemberExpression[object.name="Math"][property.value="random"]': 'Randomness comes from crypto.getRandomValues, handed in.',
};
const NO_DEFAULT_EXPORT = { 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]': 'Exports are named.' };
const NO_FOCUSED_TEST = { 'MemberExpression[object.name=/^(describe|it|test|suite)$/][property.name="only"]': 'A focused test hides all others.' };

function restricted(...bans) {
  return ['error', ...bans.flatMap((ban) => Object.entries(ban)).map(([selector, message]) => ({ selector, message }))];
}

export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'coverage/', 'node_modules/', '**/*.d.mts', 'tsup.config.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-await': 'off', // a port's method is async whether or not this adapter waits
      '@typescript-eslint/unbound-method': 'off', // lit binds the listeners of its templates
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-syntax': restricted(BANNED),
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'max-lines': ['warn', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': restricted(BANNED, NO_DEFAULT_EXPORT),
    },
  },
  {
    files: ['src/components/**/*.ts', 'demo/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
    rules: {
      ...litA11y.configs.recommended.rules,
      // Neither sees across elements: a label by `for`, or keys that the box handles for its active option. axe checks both in the browser.
      'lit-a11y/accessible-name': 'off',
      'lit-a11y/click-events-have-key-events': 'off',
    },
  },
  {
    files: ['demo/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['../*'], message: 'The demo uses the library as any host does: by its package name.' }] }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      'no-script-url': 'off', // hostile addresses are what tests are made of
      '@typescript-eslint/no-floating-promises': ['error', {
        allowForKnownSafeCalls: [
          { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          { from: 'package', package: 'chai', name: 'Equal' }, // a plugin's types promise what comes at once
        ],
      }],
      'no-restricted-syntax': restricted(NO_FOCUSED_TEST),
    },
  },
  {
    files: ['**/*.mjs', '*.js'],
    rules: { 'no-unused-vars': 'error', 'prefer-const': 'error', eqeqeq: 'error', 'no-eval': 'error' },
  },
);
