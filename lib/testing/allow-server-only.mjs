import { registerHooks } from 'node:module'

/** The marker package throws outside a server bundle; a worker of a test is the server. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'server-only'
      ? { url: 'data:text/javascript,', shortCircuit: true }
      : next(specifier, context),
})
