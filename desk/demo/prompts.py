"""What the demonstration house asks its receptionists to say, in four languages."""

from __future__ import annotations

SITE_NAME = {"en": "Jade Court", "zh-Hans": "翠庭", "zh-Hant": "翠庭", "es": "Jade Court"}
WAITING = {
    "en": "the sofas by the bamboo",
    "zh-Hans": "竹影旁的沙发区",
    "zh-Hant": "竹影旁的梳化區",
    "es": "los sofás junto al bambú",
}

# situation → language → (title, what to say)
PROMPTS: dict[str, dict[str, tuple[str, str]]] = {
    "visitors.id": {
        "en": (
            "Take the ID with both hands",
            "Good day, may I see your ID, please? … Thank you. Here it is back.",
        ),
        "zh-Hans": ("双手接证件", "您好，麻烦您出示一下证件。……谢谢，请收好您的证件。"),
        "zh-Hant": ("雙手接證件", "您好，麻煩您出示一下證件。……多謝，請收好您的證件。"),
        "es": (
            "Tome el documento con ambas manos",
            "Buenos días, ¿me permite su documento? … Gracias, aquí lo tiene.",
        ),
    },
    "visitors.wait": {
        "en": (
            "Show the way to the waiting area",
            "Please take a seat over there; I will let them know that you are here.",
        ),
        "zh-Hans": ("引导至等候区", "请您到那边稍坐，我马上通知对方您已到。"),
        "zh-Hant": ("引導至等候區", "請您到那邊稍坐，我馬上通知對方您已到。"),
        "es": (
            "Indique la zona de espera",
            "Tome asiento allí, por favor; enseguida aviso que ha llegado.",
        ),
    },
    "visitors.leave": {
        "en": ("Ask for the slip", "Thank you for coming. May I have the slip back, please?"),
        "zh-Hans": ("收回访客单", "谢谢您的来访，麻烦您把访客单交还给我。"),
        "zh-Hant": ("收回訪客單", "多謝您的到訪，麻煩您把訪客單交還給我。"),
        "es": ("Pida la hoja", "Gracias por su visita. ¿Me devuelve la hoja, por favor?"),
    },
    "visitors.no_id": {
        "en": ("No ID", "I am sorry, I need to see an ID first. May I ring your host for you?"),
        "zh-Hans": ("未带证件", "不好意思，需要先查看证件。我帮您联系被访人好吗？"),
        "zh-Hant": ("未帶證件", "不好意思，需要先查看證件。我幫您聯絡被訪者好嗎？"),
        "es": (
            "Sin documento",
            "Lo siento, primero necesito ver un documento. ¿Llamo a la persona que visita?",
        ),
    },
    "visitors.refused": {
        "en": (
            "The resident says no",
            "I am sorry, it is not convenient for them today. May I take a message?",
        ),
        "zh-Hans": ("住户不便会客", "不好意思，住户今天不方便会客。需要我帮您留言吗？"),
        "zh-Hant": ("住戶不便會客", "不好意思，住戶今天不方便會客。需要我幫您留言嗎？"),
        "es": (
            "El residente no recibe",
            "Lo siento, hoy no puede recibir visitas. ¿Desea dejar un mensaje?",
        ),
    },
}
