import type { GroupId, User, UserId } from 'mysafe-share';
import { suspendedHere } from './suspended.js';

type Person = Omit<User, 'kind'>;
interface Team { readonly id: GroupId; readonly name: string; readonly description: string; readonly members: readonly UserId[]; readonly enabled?: boolean }

/** Names as their owners write them. Where the script is not Latin, or a name is taken, the username follows after “=”. */
const NAMES = [
  // the people the demo is about
  'Ana Souza', 'João Pereira', 'Bruno Lima', 'Carla Mendes', 'Maria Silva', 'Maria Silva=maria.silva2',
  // Portuguese
  'Beatriz Carvalho', 'Caio Nogueira', 'Débora Assunção', 'Eduardo Guimarães', 'Fernanda Araújo', 'Gonçalo Magalhães', 'Helena Brandão', 'Inês Gonçalves',
  'Leonor Queirós', 'Luís Conceição', 'Mafalda Simões', 'Otávio Lourenço', 'Patrícia Moura', 'Rafael Teixeira', 'Rita Figueiredo', 'Sebastião Vaz',
  'Tatiana Rocha', 'Thiago Monteiro', 'Vítor Fonseca', 'Rui Tavares',
  // Spanish, Catalan
  'Álvaro Núñez', 'Begoña Ibáñez', 'Camila Restrepo', 'Diego Fernández', 'Elena Castaño', 'Gabriela Muñoz', 'Íñigo Etxeberria', 'Jimena Cordero',
  'Lucía Peña', 'Martí Puig', 'Nicolás Bermúdez', 'Paula Ordóñez', 'Santiago Quiroga', 'Valentina Zúñiga', 'Xavier Ferrer',
  // Polish, Czech, Slovak
  'Agnieszka Wójcik', 'Bożena Szymańska', 'Grzegorz Zając', 'Jędrzej Krawczyk', 'Łukasz Wiśniewski', 'Małgorzata Dąbrowska', 'Michał Kozłowski', 'Paweł Jabłoński',
  'Świętosława Król', 'Zdzisław Woźniak', 'Żaneta Pawlak', 'Nina Kowalczyk', 'Jiří Dvořák', 'Kateřina Němcová', 'Ľubomír Kováč', 'Zuzana Horváthová',
  // Vietnamese
  'Bùi Quốc Bảo', 'Đặng Minh Châu', 'Đỗ Thị Hạnh', 'Hoàng Đức Anh', 'Lê Ngọc Hân', 'Nguyễn Thị Phương', 'Nguyễn Văn Tuấn', 'Phạm Hữu Khánh',
  'Phan Thảo Vy', 'Trần Gia Linh', 'Vũ Thành Đạt',
  // Japanese
  '佐藤 美咲=misaki.sato', '田中 太郎=taro.tanaka', '鈴木 花子=hanako.suzuki', '高橋 健一=kenichi.takahashi', '渡辺 翔太=shota.watanabe', '伊藤 さくら=sakura.ito',
  '山本 直樹=naoki.yamamoto', '中村 由美子=yumiko.nakamura', '小林 陽菜=hina.kobayashi', 'Kenji Yoshida', 'Aiko Yamada',
  // Chinese
  '王伟=wei.wang', '李娜=na.li', '张晓明=xiaoming.zhang', '陈静=jing.chen', '刘洋=yang.liu', '黄雨桐=yutong.huang', '赵志强=zhiqiang.zhao', '欧阳欣怡=xinyi.ouyang',
  'Grace Lin', 'Kevin Zhou',
  // Korean
  '김민준=minjun.kim', '이서연=seoyeon.lee', '박지우=jiwoo.park', '최도윤=doyun.choi', '정하은=haeun.jung', 'Hyunwoo Kang', 'Soo-jin Han',
  // Arabic, Persian, Hebrew
  'أحمد حسن=ahmed.hassan', 'فاطمة الشريف=fatima.elsherif', 'يوسف منصور=youssef.mansour', 'مريم قاسم=mariam.qassem', 'خالد سليمان=khaled.soliman', 'ليلى حداد=layla.haddad',
  'عمر النجار=omar.elnaggar', 'Nadia Benali', 'Tariq Aziz', 'Leila Hosseini', 'Farhad Karimi', 'נועה לוי=noa.levi', 'דוד כהן=david.cohen', 'Yael Mizrahi',
  // Hindi, Tamil, Bengali and around
  'प्रिया शर्मा=priya.sharma', 'राहुल वर्मा=rahul.verma', 'Kavya Iyer', 'Vikram Patil', 'Meera Krishnan', 'Arjun Reddy', 'Sunita Chaudhary', 'Imran Qureshi',
  'Tahmina Rahman', 'Dilshan Perera', 'Deepak Thapa',
  // Thai, Malay, Indonesian, Filipino
  'สมชาย ใจดี=somchai.jaidee', 'กัญญา แสงทอง=kanya.saengthong', 'Siti Nurhaliza', 'Budi Santoso', 'Dewi Lestari', 'Rizal Bautista', 'Tala Villanueva',
  // German, Dutch
  'Björn Schäfer', 'Günther Weiß', 'Heike Strauß', 'Jürgen Groß', 'Käthe Löffler', 'Lieselotte Fürst', 'Sören Böhm', 'Torsten Krüger', 'Uwe Hübner',
  'Femke de Vries', 'Jasper van den Berg', 'Maartje Kuipers', 'Sjoerd Hoekstra',
  // Nordic, Baltic, Finnish
  'Åse Ødegård', 'Håkon Nygård', 'Ingrid Sørensen', 'Kåre Strøm', 'Märta Lindström', 'Øyvind Bakke', 'Þóra Magnúsdóttir', 'Aino Mäkelä', 'Eero Virtanen',
  'Jānis Bērziņš', 'Rūta Žemaitytė', 'Õnne Tamm',
  // French, Italian, Romanian
  'Aurélie Lefèvre', 'Benoît Garçon', 'Chloé Marchand', 'Étienne Rousseau', 'Maëlle Prévost', 'Noémie Dubois', 'Théo Lacroix', 'Alessia Colombo', 'Davide Esposito',
  'Niccolò Ferrari', 'Ștefan Ionescu', 'Ilinca Mureșan',
  // Greek, Turkish, Hungarian, Balkan
  'Ελένη Παπαδοπούλου=eleni.papadopoulou', 'Γιώργος Νικολάου=giorgos.nikolaou', 'Ayşe Yıldız', 'Çağrı Öztürk', 'Işıl Güneş', 'İbrahim Doğan', 'Şükrü Kılıç', 'Zsófia Szűcs',
  'Gergő Tóth', 'Đorđe Petrović', 'Željka Babić',
  // Ukrainian, Bulgarian, Georgian, Armenian
  'Олена Шевченко=olena.shevchenko', 'Тарас Коваленко=taras.kovalenko', 'Світлана Мороз=svitlana.moroz', 'Димитър Иванов=dimitar.ivanov', 'Nino Beridze', 'Tigran Petrosyan',
  // African
  'Adaeze Okafor', 'Babatunde Adeyemi', 'Chiamaka Nwosu', 'Kwame Mensah', 'Lerato Dlamini', 'Makena Wanjiru', 'Oluwaseun Balogun', 'Sipho Nkosi', 'Thandiwe Moyo',
  'Tesfaye Bekele', 'Zanele Khumalo', 'Aminata Diallo', 'Ousmane Traoré',
  // English, Irish, Welsh, Māori, Hawaiian
  'Charlotte Hughes', 'Daniel O’Connor', 'Eleanor Whitfield', 'Henry Ashworth', 'Imogen Clarke', 'Liam Gallagher', 'Niamh Byrne', 'Oliver Bennett', 'Priscilla Grant',
  'Rhys Llewellyn', 'Siobhán Kelly', 'Tāne Parata', 'Zoë Fitzgerald', 'Kaʻiulani Kealoha', 'Marcus Freeman', 'Olivia Carter', 'Samuel Brooks', 'Tessa Morgan',
];

const STATUS: Readonly<Record<string, User['status']>> = { 'rui.tavares': 'suspended', 'nina.kowalczyk': 'invited' };
const away = suspendedHere();
/** Letters that are one letter and not a base with a mark. */
const PLAIN: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', þ: 'th', ı: 'i', æ: 'ae' };

/** `Łukasz Wiśniewski` is `lukasz.wisniewski`. */
function usernameOf(name: string): string {
  const latin = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[łđøßþıæ]/g, (letter) => PLAIN[letter] ?? letter);
  return latin.replace(/[’ʻ]/g, '').split(/\s+/).join('.');
}

function personOf(entry: string): Person {
  const [name = '', username = usernameOf(name)] = entry.split('=');
  return { id: `user:${username}`, name, username, email: `${username}@acme.example`, status: STATUS[username] ?? (away.includes(username) ? 'suspended' : 'active') };
}

/** Who works at Acme. */
export const users: readonly Person[] = NAMES.map(personOf);

const ids = (usernames: string): readonly UserId[] => usernames.split(' ').map((username): UserId => `user:${username}`);
/** Every `step`th person from the `start`th on: a plausible mix. */
const some = (start: number, step: number): readonly UserId[] => users.filter((_, at) => at >= start && (at - start) % step === 0).map(({ id }) => id);

/** The teams of the company's directory. */
export const groups: readonly Team[] = [
  { id: 'group:platform-engineering', name: 'Platform Engineering', description: 'Clusters, pipelines and what runs on them.',
    members: ids('joao.pereira thiago.monteiro lukasz.wisniewski misaki.sato wei.wang minjun.kim ahmed.hassan priya.sharma sjoerd.hoekstra ingrid.sorensen olena.shevchenko kwame.mensah') },
  { id: 'group:payments', name: 'Payments', description: 'Cards, invoices, payouts.',
    members: ids('ana.souza bruno.lima carla.mendes rita.figueiredo etienne.rousseau kavya.iyer aminata.diallo') },
  { id: 'group:site-reliability', name: 'Site Reliability', description: 'Keeps it running.',
    members: ids('joao.pereira kenichi.takahashi hakon.nygard babatunde.adeyemi jurgen.gross na.li rafael.teixeira niamh.byrne') },
  { id: 'group:security', name: 'Security', description: 'Reviews, audits, incident response.',
    members: ids('fernanda.araujo yael.mizrahi torsten.kruger seoyeon.lee samuel.brooks') },
  { id: 'group:data-analytics', name: 'Data & Analytics', description: 'Warehouse and reports.',
    members: ids('maria.silva xiaoming.zhang gabriela.munoz meera.krishnan eero.virtanen taras.kovalenko') },
  { id: 'group:mobile', name: 'Mobile', description: 'The iOS and Android apps.',
    members: ids('maria.silva2 jing.chen hanako.suzuki cagri.ozturk lucia.pena liam.gallagher') },
  { id: 'group:growth', name: 'Growth & Marketing', description: 'Campaigns and mail.',
    members: ids('carla.mendes chloe.marchand camila.restrepo olivia.carter tala.villanueva') },
  { id: 'group:customer-support', name: 'Customer Support', description: 'Answers people, around the clock.', members: some(12, 9) },
  { id: 'group:finance', name: 'Finance', description: 'Books and billing.', members: ids('helena.brandao gunther.weiss agnieszka.wojcik charlotte.hughes lerato.dlamini') },
  { id: 'group:lisbon', name: 'Lisbon office', description: 'Everyone at Rua do Alecrim.', members: some(6, 8) },
  { id: 'group:contractors', name: 'Contractors', description: 'People on a limited contract.', members: ids('dilshan.perera tesfaye.bekele rizal.bautista') },
  { id: 'group:everyone', name: 'Everyone', description: 'All people at Acme.', members: users.filter(({ status }) => status === 'active').map(({ id }) => id) },
  { id: 'group:legacy-integrations', name: 'Legacy Integrations', description: 'Closed; kept for the record.', enabled: false, members: ids('uwe.hubner vitor.fonseca') },
];

/** Offered in the switcher: enough to see the same secret from every side. */
export const keyPeople: readonly Person[] = ids(
  'ana.souza joao.pereira bruno.lima carla.mendes maria.silva maria.silva2 fernanda.araujo thiago.monteiro lukasz.wisniewski misaki.sato ahmed.hassan priya.sharma',
).flatMap((id) => users.filter((user) => user.id === id));
