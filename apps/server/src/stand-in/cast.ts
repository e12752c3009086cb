/** The people of development: the stand-in for Google offers those whom the seed makes. */
export const cast = {
  ada: { name: 'Ada Lovelace', email: 'ada@example.com' },
  grace: { name: 'Grace Hopper', email: 'grace@example.com' },
  hedy: { name: 'Hedy Lamarr', email: 'hedy@example.com' },
  alan: { name: 'Alan Turing', email: 'alan@example.com' },
  katherine: { name: 'Katherine Johnson', email: 'katherine@example.com' },
  margaret: { name: 'Margaret Hamilton', email: 'margaret@example.com' },
  joan: { name: 'Joan Clarke', email: 'joan@example.com' },
  maryam: { name: 'مریم میرزاخانی', email: 'maryam@example.com' },
  pablo: {
    name: 'Pablo Diego José Francisco de Paula Juan Nepomuceno Cipriano de la Santísima Trinidad Ruiz y Picasso',
    email: 'pablo@example.com',
  },
} as const
