import { buttonClass } from './button.tsx'

const webmails = [
  { label: 'Open Gmail', url: 'https://mail.google.com/', domains: /^(gmail|googlemail)\.com$/ },
  {
    label: 'Open Outlook',
    url: 'https://outlook.live.com/mail/',
    domains: /^(outlook|hotmail|live)\.[a-z]{2,3}(\.[a-z]{2})?$|^msn\.com$/,
  },
]

/** The way to the mailbox of an address, where its domain says for certain where that is; else nothing. */
export function WebmailLink({ email, width = 'auto' }: { email: string; width?: 'auto' | 'full' }) {
  const domain = email.trim().toLowerCase().split('@').at(-1) ?? ''
  const webmail = webmails.find(({ domains }) => domains.test(domain))
  if (!webmail) return null
  return (
    <a
      href={webmail.url}
      target="_blank"
      rel="noreferrer"
      className={buttonClass({ variant: 'secondary', width })}
    >
      {webmail.label}
      <span className="sr-only"> in a new tab</span>
    </a>
  )
}
