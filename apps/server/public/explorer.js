// Starts the explorer. No request leaves this origin: no validator, no proxy; what is typed in is forgotten with the tab.

/** Shows how each operation is called, from the document's `x-codeSamples`, above what it answers. */
const showCodeSamples = () => ({
  wrapComponents: {
    responses:
      (Responses, { React, getComponent }) =>
      (props) => {
        const { createElement: h } = React
        const HighlightCode = getComponent('HighlightCode', true)
        const operation = props.specSelectors.specJson().getIn(props.specPath.butLast())
        const samples = operation?.get('x-codeSamples')?.toJS() ?? []
        return h(
          React.Fragment,
          null,
          h(
            'div',
            { className: 'opblock-section' },
            h(
              'div',
              { className: 'opblock-section-header' },
              h('h4', { className: 'opblock-title' }, 'Code'),
            ),
            h(
              'div',
              { className: 'opblock-description-wrapper' },
              samples.map(({ lang, label, source }) =>
                h(
                  'section',
                  { key: label, 'aria-label': label },
                  h('h5', null, label),
                  h(HighlightCode, { language: lang, className: 'microlight', canCopy: true }, source),
                ),
              ),
            ),
          ),
          h(Responses, props),
        )
      },
  },
})

/** Finds operations by their path and summary; without this, only whole groups by their name. */
const findOperations = () => ({
  fn: {
    opsFilter: (groups, phrase) => {
      const words = phrase.toLowerCase()
      const isFound = (operation) =>
        `${operation.get('path')} ${operation.getIn(['operation', 'summary'])}`.toLowerCase().includes(words)
      return groups
        .map((group) => group.update('operations', (operations) => operations.filter(isFound)))
        .filter((group) => group.get('operations').size > 0)
    },
  },
})

document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, textarea, select')
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
  event.preventDefault()
  document.querySelector('.operation-filter-input')?.focus()
})

SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#explorer',
  deepLinking: true,
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
  plugins: [showCodeSamples, findOperations],
})
