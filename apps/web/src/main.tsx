import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followSession } from './app/follow-session.ts'
import { RootBoundary } from './app/root-boundary.tsx'
import { router } from './app/routes.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')

followSession(router)
createRoot(root).render(
  <StrictMode>
    <RootBoundary>
      <RouterProvider router={router} />
    </RootBoundary>
  </StrictMode>,
)
