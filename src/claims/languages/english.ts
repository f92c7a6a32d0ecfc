import { type SpeechWords, sequences, words } from './language.ts'

export const english: SpeechWords = {
  cues: words(
    'said says told tells added adds announced announces stated  warned warns claimed  insisted insists',
    'tweeted  wrote writes declared declares vowed admitted admits acknowledged acknowledges argued argues',
    'explained explains recalled recalls alleged alleges asserted asserts contended contends quipped joked noted ',
    'remarked replied  reiterated conceded concedes concluded concludes predicted predicts testified testifies',
    'believes believed thinks thought suggested suggests reported estimated  observed ',
    'confirmed confirms denied denies maintained maintains emphasized stressed stresses cautioned lamented pleaded',
    'reckoned mused opined retorted shouted exclaimed    hinted',
  ),
  weakCues: words(
    'saying say telling tell adding announcing stating warning claiming insisting tweeting writing arguing argue',
    'suggesting suggest noting noted pointing pointed asked asks asking agreed agrees agree feared fears fear hope',
    'hopes hoped expects expected expect knew knows know show shows showed found finds find reports report revealed',
    'reveals learned concluding urged urges called calls calling described describes describing accused promised',
    'promises pledged demanded demands proposed proposes indicated indicates said decided believe think claim',
    'accusing labeled branded dubbed questioned wondered wonders read reads means implied statement predicting',
    'states tweets notes estimates complained complains responded continued boasted learned heard understood realized felt',
    'charged charges worried worry worries assume assumes assumed doubt doubts doubted feel feels speculated guessed',
    'acknowledge acknowledging admitting confirmed confirming denying deny recalling explaining declaring proving imply',
    'citing referring denouncing criticized blasted praised slammed',
  ),
  accordingTo: sequences('according to', 'in the words of', 'in the view of'),
  that: words('that whether'),
  notInSpeaker: words(
    'that but while when as because which who if although though after before since where what so than whose how why',
    'then would will can could should must may might is are was were be been being has have had do does did not',
    'or including adding saying',
  ),
  beside: words(
    'has have had also later then first once again repeatedly reportedly recently previously publicly already now just',
    'still even never always often not earlier recently sometimes simply clearly himself herself themselves itself would will could may',
  ),
  when: words(
    'on late early earlier last this that monday tuesday wednesday thursday friday saturday sunday morning afternoon',
    'evening night week month today yesterday in a statement an interview at press conference news briefing email',
  ),
  finite: words(
    'is are was were be has have had will would can could should may might must do does did won’t can’t don’t isn’t',
    "won't can't don't isn't",
  ),
  joining: words('and but'),
  where: words('at during in outside near after before on from inside'),
  addressing: words('told tells telling tell warned reminded assured informed asked'),
}
