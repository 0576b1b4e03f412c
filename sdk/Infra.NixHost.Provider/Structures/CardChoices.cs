using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Structures;

/// <summary>The enumerations of a guest's network card.</summary>
internal static class CardChoices
{
    /// <summary>What the guest sees the card as.</summary>
    public static ChoiceDefinition Model { get; } =
        new(
            "CardModel",
            "The model of a guest's network card. The name of any other model of QEMU is a choice too.",
            [
                ("Virtio", "virtio", "The paravirtual card."),
                ("E1000e", "e1000e", "An Intel card, for guests without drivers for virtio."),
                ("Rtl8139", "rtl8139", "A Realtek card, for old guests."),
            ]
        );
}
