import { Component, type ReactNode } from 'react'
import { pageVersion } from './page-version.ts'

/** The last resort, where even the page for errors broke: plain elements, and nothing that could break too. */
export class RootBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <main className="no-script">
        <h1>This page broke</h1>
        <p>What you saved is safe. Version {pageVersion}.</p>
        <button type="button" onClick={() => window.location.reload()} className="underline">
          Reload
        </button>
      </main>
    )
  }
}
