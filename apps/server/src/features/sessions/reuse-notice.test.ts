import { expect, test } from 'vitest'
import { codeOf, testApp } from '../../../test/test-app.ts'

test('a refresh token used again is told to the owner by mail, once', async () => {
  await using app = await testApp()
  const { session, email } = await app.signedUp()
  const refresh = (refresh_token: string) => app.client().auth.refresh.mutate({ refresh_token })
  await refresh((await refresh(session.refresh_token)).refresh_token)

  const answers = await Promise.all([1, 2].map(() => codeOf(refresh(session.refresh_token))))

  expect(answers).toContain('refresh_token_reused')
  const subjects = (await app.mails(email)).map((mail) => mail.subject)
  expect(subjects.filter((subject) => subject === 'We ended a session of your account')).toHaveLength(1)
})
