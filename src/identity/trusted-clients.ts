/**
 * Applications to which our `access_as_user` scope is pre-authorised: only they may hand us a person's token. The
 * manifest of the Entra application must list the same ones.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-register-aad
 */
export const trustedClients: Readonly<Record<string, string>> = {
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264': 'Teams on desktop and mobile',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346': 'Teams on the web',
  '4765445b-32c6-49b0-83e6-1d93765276ca': 'Microsoft 365 on the web',
  '0ec893e0-5785-4de6-99da-4ed124e5296c': 'Microsoft 365 on the desktop',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c': 'Microsoft Office and Outlook on the desktop',
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3': 'Outlook on the web',
  '27922004-5251-4030-b22d-91ecd9a37ea4': 'Outlook on mobile',
  '4345a7b9-9a63-4910-a426-35363201d503': 'Office on the web',
};
