using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

[TestFixture]
internal sealed class RoundTrips
{
    private static readonly Config Thousand = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Test]
    public void Decoding_gives_back_what_was_encoded() =>
        Prop.ForAll(
                PropertyValues.Any,
                value =>
                    PropertyDecoder
                        .Decode(PropertyEncoder.Encode(value, EncodeOptions.Everything))
                        .Equals(value)
            )
            .Check(Thousand);

    [Test]
    public void Maps_survive_the_bytes_of_the_wire() =>
        Prop.ForAll(
                PropertyValues.AnyMap,
                map =>
                {
                    var bytes = PropertyEncoder.Encode(map, EncodeOptions.Everything).ToByteArray();
                    return PropertyDecoder.Decode(Struct.Parser.ParseFrom(bytes)).Equals(map);
                }
            )
            .Check(Thousand);

    [Test]
    public void Without_secrets_and_outputs_the_receiver_sees_bare_values() =>
        Prop.ForAll(
                PropertyValues.Any,
                value =>
                {
                    var bare = new EncodeOptions { KeepUnknowns = true, KeepResources = true };
                    return PropertyDecoder
                        .Decode(PropertyEncoder.Encode(value, bare))
                        .Equals(value.Unwrap());
                }
            )
            .Check(Thousand);

    [Test]
    public void Reading_without_secrets_and_outputs_gives_bare_values() =>
        Prop.ForAll(
                PropertyValues.Any,
                value =>
                {
                    var wire = PropertyEncoder.Encode(value, EncodeOptions.Everything);
                    var bare = new DecodeOptions { KeepSecrets = false, KeepOutputValues = false };
                    return PropertyDecoder.Decode(wire, bare).Equals(value.Unwrap());
                }
            )
            .Check(Thousand);

    [Test]
    public void Unknowns_are_found_exactly_where_an_update_refuses_them() =>
        Prop.ForAll(
                PropertyValues.Any,
                value =>
                {
                    var update = EncodeOptions.Everything with { KeepUnknowns = false };
                    return Refuses(() => PropertyEncoder.Encode(value, update))
                        == value.ContainsUnknowns;
                }
            )
            .Check(Thousand);

    [Test]
    public void Unknowns_in_an_answer_are_refused_where_none_may_be() =>
        Prop.ForAll(
                PropertyValues.Any,
                value =>
                {
                    var wire = PropertyEncoder.Encode(value, EncodeOptions.Everything);
                    var answer = new DecodeOptions { RejectUnknowns = true };
                    return Refuses(() => PropertyDecoder.Decode(wire, answer))
                        == value.ContainsUnknowns;
                }
            )
            .Check(Thousand);

    [Test]
    public void Leaves_can_be_replaced_one_by_one() =>
        Prop.ForAll(PropertyValues.Any, value => value.SelectLeaves(leaf => leaf).Equals(value))
            .Check(Thousand);

    private static bool Refuses(Func<object> action)
    {
        try
        {
            action();
            return false;
        }
        catch (InfraException)
        {
            return true;
        }
    }
}
